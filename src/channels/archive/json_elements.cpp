#include "channels/archive/json_elements.hpp"

namespace channels::archive {
namespace {
bool white(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xef || c == 0xbb || c == 0xbf;
}
}  // namespace

JsonElements::JsonElements(std::unique_ptr<Source> source, std::string key)
    : source_(std::move(source)), key_(std::move(key)) {}

// The next byte, or -1 at the end.
int JsonElements::peek() {
    if (at_ == buffer_.size()) {
        buffer_.clear();
        at_ = 0;
        if (!source_->read(buffer_, 256u << 10)) return -1;
        bytes_ += buffer_.size();
    }
    return static_cast<unsigned char>(buffer_[at_]);
}

int JsonElements::take() {
    int c = peek();
    if (c >= 0) ++at_;
    return c;
}

std::optional<JsonElements::Element> JsonElements::next() {
    if (over_) return std::nullopt;
    if (!inside_) inside_ = key_.empty() ? find_array() : find_member();
    over_ = !inside_;
    // A brace that closes nothing ends an element without being part of it: left there it would stop us for
    // ever.
    while (!over_ && (white(peek()) || peek() == ',' || peek() == '}')) take();
    if (!over_ && (peek() == ']' || peek() < 0)) {
        complete_ = take() == ']';
        over_ = true;
    }
    if (over_) return std::nullopt;
    Element element{{}, ++count_};
    copy_value(element);
    return element;
}

bool JsonElements::find_array() {
    for (int c = take(); c >= 0; c = take())
        if (c == '[') return true;
    return false;
}

// Walks the outermost object from key to key.
bool JsonElements::find_member() {
    while (white(peek())) take();
    if (take() != '{') return false;
    while (true) {
        while (white(peek()) || peek() == ',') take();
        if (peek() != '"') return false;
        auto key = take_string();
        while (white(peek()) || peek() == ':') take();
        if (key == key_ && peek() == '[') return take() == '[';
        skip_value();
    }
}

// A string with its quotes taken off, escapes left as they are; at most some bytes of it.
std::string JsonElements::take_string() {
    std::string out;
    take();
    for (int c = take(); c >= 0 && c != '"'; c = take()) {
        if (c == '\\') c = take();
        if (out.size() < 100 && c >= 0) out += static_cast<char>(c);
    }
    return out;
}

void JsonElements::skip_value() {
    Element ignored{{}, 0, true};
    copy_value(ignored);
}

// Follows strings and brackets; true for the character that ends the value (it is not part of it).
bool JsonElements::Nesting::ends(char c) {
    if (in_string) {
        in_string = escaped || c != '"';
        escaped = !escaped && c == '\\';
        return false;
    }
    bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) return true;
    in_string = c == '"';
    depth += c == '{' || c == '[' ? 1 : 0;
    depth -= closes ? 1 : 0;
    return false;
}

// To the comma or bracket that ends the value. An element that was too long from the start is only skipped.
void JsonElements::copy_value(Element& element) {
    Nesting nesting;
    for (bool over = false; !over && peek() >= 0;) {
        auto begin = at_;
        while (at_ < buffer_.size() && !(over = nesting.ends(buffer_[at_]))) ++at_;
        if (element.text.size() + (at_ - begin) > max_bytes) element.too_long = true, element.text = {};
        if (!element.too_long) element.text.append(buffer_, begin, at_ - begin);
    }
}
}  // namespace channels::archive
