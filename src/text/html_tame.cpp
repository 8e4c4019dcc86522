#include "text/html_tame.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <vector>

#include "base/encoding.hpp"
#include "text/html_element.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_input = 4 << 20;
constexpr std::size_t deepest = 200;
constexpr std::size_t most_formatting = 24;  // open at once; the parser repeats each in every new block
constexpr std::size_t most_repeated = 64;    // with that of the cells around
constexpr std::size_t most_nodes = 250'000;

constexpr std::array<std::string_view, 31> attributes = {
    "align", "alt",     "bgcolor",  "border",   "cellpadding", "cellspacing", "cite",   "class",
    "color", "colspan", "data-src", "datetime", "dir",         "face",        "height", "hidden",
    "href",  "id",      "lang",     "name",     "reversed",    "rowspan",     "scope",  "size",
    "src",   "start",   "style",    "title",    "type",        "valign",      "width",
};
static_assert(std::is_sorted(attributes.begin(), attributes.end()));

bool html_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// One start or end tag, read as the tokenizer of the HTML standard does (§13.2.5).
struct Tag {
    std::string name;
    std::string written;  // the attributes that are kept, quoted anew
};

class TagReader {
public:
    TagReader(std::string_view html, std::size_t at) : html_(html), at_(at) {}

    // False when the page ends inside the tag.
    bool read(Tag& tag) {
        while (!done() && !html_space(peek()) && peek() != '/' && peek() != '>')
            tag.name += ascii_lower(take());
        while (!done() && peek() != '>') attribute(tag);
        if (done()) return false;
        ++at_;
        return true;
    }

    std::size_t position() const { return at_; }

private:
    bool done() const { return at_ >= html_.size(); }
    char peek() const { return html_[at_]; }
    char take() { return html_[at_++]; }
    void skip_space() {
        while (!done() && html_space(peek())) ++at_;
    }

    void attribute(Tag& tag) {
        while (!done() && (html_space(peek()) || peek() == '/')) ++at_;
        if (done() || peek() == '>') return;
        std::size_t begin = at_++;
        while (!done() && !html_space(peek()) && peek() != '/' && peek() != '>' && peek() != '=') ++at_;
        std::string_view name = html_.substr(begin, at_ - begin);
        skip_space();
        std::string_view value;
        if (!done() && peek() == '=') value = read_value();
        keep(tag, name, value);
    }

    std::string_view read_value() {
        ++at_;
        skip_space();
        if (done()) return {};
        char quote = peek();
        if (quote == '"' || quote == '\'') {
            std::size_t begin = ++at_, end = std::min(html_.find(quote, at_), html_.size());
            at_ = std::min(end + 1, html_.size());
            if (end == html_.size()) at_ = end;
            return html_.substr(begin, end - begin);
        }
        std::size_t begin = at_;
        while (!done() && !html_space(peek()) && peek() != '>') ++at_;
        return html_.substr(begin, at_ - begin);
    }

    void keep(Tag& tag, std::string_view name, std::string_view value) {
        if (name.size() > 12) return;
        auto known = std::lower_bound(attributes.begin(), attributes.end(), ascii_lowered(name));
        if (known == attributes.end() || *known != ascii_lowered(name)) return;
        auto bit = std::size_t{1} << (known - attributes.begin());
        if (seen_ & bit) return;
        seen_ |= bit;
        tag.written.append(" ").append(*known).append("=\"");
        for (char c : value) c == '"' ? tag.written.append("&quot;") : tag.written.append(1, c);
        tag.written += '"';
    }

    std::string_view html_;
    std::size_t at_;
    std::size_t seen_ = 0;
};

// What is open while the page is read: an estimate from above of what the parser will hold open.
class Nesting {
public:
    // Opens an element, closing what it closes by itself; false when it must not be opened.
    bool open(const Element& element) {
        if (element.is(table_part) && !in_table()) return refuse(element);
        close_implied(element);
        if (element.name == "table") close_table();
        if (element.name == "a") close_formatting("a");
        nodes_ += 1 + (element.is(block) ? repeated_ : 0);
        if (nodes_ > most_nodes || (!element.is(empty) && stack_.size() >= deepest)) return refuse(element);
        if (element.is(formatting) && (active_formatting() >= most_formatting || repeated_ >= most_repeated))
            return refuse(element);
        if (element.is(empty)) return true;
        stack_.push_back(&element);
        if (element.is(formatting)) active_.push_back(&element), ++repeated_;
        if (element.is(cell)) active_.push_back(nullptr);
        return true;
    }

    // False when the end tag has nothing to end.
    bool close(const Element& element) {
        if (auto refused = refused_.find(&element); refused != refused_.end() && refused->second > 0) {
            --refused->second;
            return false;
        }
        if (element.is(formatting)) return close_formatting(element.name);
        if (element.is(block)) nodes_ += repeated_;
        for (std::size_t i = stack_.size(); i-- > 0;) {
            if (stack_[i] == &element) return pop_to(i), true;
            bool of_table = element.is(table_part) || element.name == "table";
            if (stack_[i]->name == "table" || (stack_[i]->is(cell) && !of_table)) return false;
        }
        return false;
    }

private:
    bool refuse(const Element& element) {
        if (!element.is(empty)) ++refused_[&element];
        return false;
    }

    bool in_table() const {
        return std::ranges::any_of(stack_, [](const Element* e) { return e->name == "table"; });
    }

    // A table right inside a table ends the outer one.
    void close_table() {
        for (std::size_t i = stack_.size(); i-- > 0 && !stack_[i]->is(cell);)
            if (stack_[i]->name == "table") return pop_to(i);
    }

    std::size_t active_formatting() const {
        std::size_t count = 0;
        while (count < active_.size() && active_[active_.size() - 1 - count]) ++count;
        return count;
    }

    // The blocks inside stay open when the formatting around them ends.
    bool close_formatting(std::string_view name) {
        auto named = [&](const Element* e) { return e && e->name == name; };
        std::size_t active = active_formatting();
        auto first = active_.end() - static_cast<std::ptrdiff_t>(active);
        auto last =
            std::find_if(active_.rbegin(), active_.rbegin() + static_cast<std::ptrdiff_t>(active), named);
        if (last.base() == first) return false;
        active_.erase(std::next(last).base());
        --repeated_;
        auto open = std::find_if(stack_.rbegin(), stack_.rend(), named);
        if (open != stack_.rend()) stack_.erase(std::next(open).base());
        return true;
    }

    static bool ends_before(const Element& open, const Element& next) {
        if (open.name == "p") return next.is(block) && !next.is(table_part);
        if (open.name == "li") return next.name == "li";
        if (open.name == "dd" || open.name == "dt") return next.name == "dd" || next.name == "dt";
        if (!open.is(table_part) || !next.is(table_part)) return false;
        if (open.is(cell)) return true;
        if (open.name == "tr") return !next.is(cell);
        return !next.is(cell) && next.name != "tr" && next.name != "col";
    }

    void close_implied(const Element& next) {
        if (!next.is(block)) return;
        for (std::size_t i = stack_.size(); i-- > 0;) {
            if (ends_before(*stack_[i], next))
                pop_to(i);
            else if (stack_[i]->is(block))
                return;
        }
    }

    void pop_to(std::size_t size) {
        for (; stack_.size() > size; stack_.pop_back())
            if (stack_.back()->is(cell)) leave_cell();
    }

    void leave_cell() {
        for (; !active_.empty() && active_.back(); --repeated_) active_.pop_back();
        if (!active_.empty()) active_.pop_back();
    }

    std::vector<const Element*> stack_;
    std::vector<const Element*> active_;  // formatting that the parser would repeat; nullptr at each cell
    std::unordered_map<const Element*, std::size_t> refused_;
    std::size_t repeated_ = 0;  // all formatting in active_
    std::size_t nodes_ = 0;
};

class Tamer {
public:
    explicit Tamer(std::string_view html) : html_(html) {}

    std::string run() {
        out_.reserve(html_.size());
        while (at_ < html_.size()) {
            if (html_[at_] != '<')
                text();
            else if (!comment() && !tag())
                literal();
        }
        return std::move(out_);
    }

private:
    void text() {
        std::size_t end = std::min(html_.find('<', at_), html_.size());
        out_.append(html_, at_, end - at_);
        at_ = end;
    }

    void literal() {
        out_ += "&lt;";
        ++at_;
    }

    bool starts(std::string_view what) const { return html_.substr(at_, what.size()) == what; }

    // Comments, doctypes, CDATA and processing instructions.
    bool comment() {
        if (starts("<!--")) {
            skip_comment();
            return true;
        }
        bool slash = starts("</") && at_ + 2 < html_.size() && !letter(at_ + 2);
        if (!starts("<!") && !starts("<?") && !slash) return false;
        std::size_t end = html_.find('>', at_);
        at_ = end == std::string_view::npos ? html_.size() : end + 1;
        return true;
    }

    void skip_comment() {
        at_ += 4;
        if (starts(">") || starts("->")) {
            at_ = html_.find('>', at_) + 1;
            return;
        }
        for (;; ++at_) {
            at_ = html_.find("--", at_);
            if (at_ == std::string_view::npos) return void(at_ = html_.size());
            if (starts("-->")) return void(at_ += 3);
            if (starts("--!>")) return void(at_ += 4);
        }
    }

    bool letter(std::size_t at) const {
        return at < html_.size() && ascii_letter(static_cast<unsigned char>(html_[at]));
    }

    bool tag() {
        bool end = starts("</");
        if (!letter(at_ + (end ? 2 : 1))) return false;
        TagReader reader(html_, at_ + (end ? 2 : 1));
        Tag read;
        bool complete = reader.read(read);
        at_ = reader.position();
        const Element* known = complete ? element(read.name) : nullptr;
        if (known) end ? end_tag(*known) : start_tag(*known, read);
        return true;
    }

    void start_tag(const Element& known, const Tag& read) {
        if (known.is(dropped)) return skip_content(known);
        if (!nesting_.open(known)) return void(out_ += known.is(block) ? " " : "");
        out_.append("<").append(known.name).append(read.written).append(">");
    }

    void end_tag(const Element& known) {
        if (known.name == "br" && nesting_.open(known))
            out_ += "<br>";
        else if (!known.is(dropped) && nesting_.close(known))
            out_.append("</").append(known.name).append(">");
    }

    // What has no end tag loses its start tag only, unless its content is no markup.
    void skip_content(const Element& known) {
        if (known.is(empty) || (!known.is(raw) && endless_.contains(&known))) return;
        std::size_t end = find_end(known.name);
        if (end < html_.size() || known.is(raw)) at_ = end;
        if (end >= html_.size()) endless_.insert(&known);
    }

    // Past the next end tag of that name; the size of the page when there is none.
    std::size_t find_end(std::string_view name) const {
        for (std::size_t at = html_.find("</", at_); at != std::string_view::npos;
             at = html_.find("</", at + 2)) {
            std::size_t after = at + 2 + name.size();
            if (after < html_.size() && ascii_lowered(html_.substr(at + 2, name.size())) == name &&
                (html_space(html_[after]) || html_[after] == '>' || html_[after] == '/')) {
                std::size_t end = html_.find('>', after);
                return end == std::string_view::npos ? html_.size() : end + 1;
            }
        }
        return html_.size();
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::string out_;
    Nesting nesting_;
    std::set<const Element*> endless_;
};

}  // namespace

std::string tame(std::string_view html) {
    return Tamer(to_utf8(html.substr(0, longest_input))).run();
}

}  // namespace text
