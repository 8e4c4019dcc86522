#include "channels/feed/mend.hpp"

#include <charconv>
#include <vector>

namespace channels::feed {
namespace {
bool white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool name_char(char c) {
    return name_start(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.';
}

// The only ASCII controls that XML 1.0 allows are tab and the line ends.
bool forbidden(char c) {
    return static_cast<unsigned char>(c) < 0x20 && !white(c);
}

bool xml_character(unsigned code) {
    return code == 9 || code == 10 || code == 13 || (code >= 0x20 && code <= 0xd7ff) ||
           (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

class Mender {
public:
    Mender(std::string_view in, std::size_t max_depth) : in_(in), max_depth_(max_depth) {}

    Mended mend() {
        out_.xml.reserve(in_.size() + in_.size() / 16);
        while (at_ < in_.size()) step();
        out_.truncated = !open_.empty();
        while (!open_.empty()) close_top();
        return std::move(out_);
    }

private:
    void step() {
        if (in_[at_] != '<') return text();
        auto rest = in_.substr(at_);
        if (rest.starts_with("<!--")) return skip_past("-->");
        if (rest.starts_with("<![CDATA[")) return cdata();
        if (rest.starts_with("<!")) return declaration();
        if (rest.starts_with("<?")) return skip_past("?>");
        if (rest.size() > 2 && rest[1] == '/' && name_start(rest[2])) return end_tag();
        if (rest.size() > 1 && name_start(rest[1])) return start_tag();
        ++at_;
        repair(open_.empty() ? "" : "&lt;");
    }

    void repair(std::string_view instead) {
        ++out_.repairs;
        out_.xml += instead;
    }

    void skip_past(std::string_view end) {
        auto found = in_.find(end, at_);
        if (found == in_.npos) ++out_.repairs;
        at_ = found == in_.npos ? in_.size() : found + end.size();
    }

    // A document type with its internal subset, which is never looked into.
    void declaration() {
        int brackets = 0;
        for (; at_ < in_.size(); ++at_) {
            if (in_[at_] == '[') ++brackets;
            if (in_[at_] == ']') --brackets;
            if (in_[at_] == '>' && brackets <= 0) break;
        }
        if (at_ < in_.size()) ++at_;
    }

    void text() {
        auto end = std::min(in_.find('<', at_), in_.size());
        if (open_.empty())
            at_ = end;  // nothing may stand around the document
        else
            characters(end);
    }

    // Copies up to `end`, escaping what would be markup.
    void characters(std::size_t end) {
        while (at_ < end) {
            char c = in_[at_];
            if (c == '&')
                reference(end);
            else if (++at_; forbidden(c))
                repair("");
            else if (c == '<' || c == '"')
                out_.xml += c == '<' ? "&lt;" : "&quot;";
            else
                out_.xml += c;
        }
    }

    void reference(std::size_t end) {
        auto rest = in_.substr(at_, std::min<std::size_t>(end - at_, 40));
        auto semicolon = rest.find(';');
        auto name = semicolon == rest.npos ? std::string_view() : rest.substr(1, semicolon - 1);
        auto meant = name.starts_with('#') ? character(name.substr(1)) : entity(name);
        if (meant.empty()) {
            ++at_;
            return repair("&amp;");
        }
        at_ += semicolon + 1;
        out_.xml += meant;
    }

    static std::string character(std::string_view number) {
        bool hexadecimal = number.starts_with('x') || number.starts_with('X');
        if (hexadecimal) number.remove_prefix(1);
        unsigned code = 0;
        auto end = number.data() + number.size();
        auto [stop, error] = std::from_chars(number.data(), end, code, hexadecimal ? 16 : 10);
        if (error != std::errc{} || stop != end) return {};
        if (!xml_character(code)) return "\xEF\xBF\xBD";
        return "&#" + std::to_string(code) + ";";
    }

    std::string entity(std::string_view name) {
        if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
            return "&" + std::string(name) + ";";
        auto found = html_entity(name);
        if (!found.empty()) ++out_.repairs;
        return found;
    }

    void cdata() {
        auto begin = at_ + 9;
        auto end = in_.find("]]>", begin);
        if (end == in_.npos) ++out_.repairs;
        auto inside = in_.substr(begin, std::min(end, in_.size()) - begin);
        at_ = end == in_.npos ? in_.size() : end + 3;
        if (open_.empty()) return;
        out_.xml += "<![CDATA[";
        for (char c : inside) forbidden(c) ? repair("") : out_.xml.push_back(c);
        out_.xml += "]]>";
    }

    std::string_view name() {
        auto begin = at_;
        while (at_ < in_.size() && name_char(in_[at_])) ++at_;
        return in_.substr(begin, at_ - begin);
    }

    void skip_white() {
        while (at_ < in_.size() && white(in_[at_])) ++at_;
    }

    void end_tag() {
        at_ += 2;
        auto closed = name();
        at_ = std::min(in_.find_first_of("<>", at_), in_.size());
        if (at_ < in_.size() && in_[at_] == '>') ++at_;
        if (ignored_ > 0) {
            --ignored_;
            return;
        }
        close(closed);
    }

    void close(std::string_view wanted) {
        auto found = open_.size();
        while (found > 0 && open_[found - 1] != wanted) --found;
        if (found == 0) return repair("");
        out_.repairs += open_.size() - found;
        while (open_.size() >= found) close_top();
    }

    void close_top() {
        out_.xml += "</";
        out_.xml += open_.back();
        out_.xml += '>';
        open_.pop_back();
    }

    // An entry never stands in an entry: the one before was not closed.
    void close_entry_before(std::string_view next) {
        if (next != "item" && next != "entry") return;
        for (const auto& each : open_)
            if (each == next) return close(next);
    }

    void start_tag() {
        auto tag_begin = at_++;
        auto tag = name();
        bool ignored = open_.size() >= max_depth_;
        auto out_begin = out_.xml.size();
        if (!ignored) {
            close_entry_before(tag);
            out_begin = out_.xml.size();
            (out_.xml += '<') += tag;
        }
        bool empty = attributes();
        if (at_ >= in_.size() && in_.back() != '>') return drop_unfinished(tag_begin, out_begin);
        if (ignored) {
            out_.xml.resize(out_begin);
            ++out_.repairs;
            if (!empty) ++ignored_;
            return;
        }
        out_.xml += empty ? "/>" : ">";
        if (!empty) open_.push_back(tag);
    }

    // The document ends inside a tag: as if it ended before it.
    void drop_unfinished(std::size_t tag_begin, std::size_t out_begin) {
        out_.xml.resize(out_begin);
        at_ = in_.size();
        if (tag_begin < in_.size()) ++out_.repairs;
    }

    // Everything up to and with '>'; true for an empty-element tag.
    bool attributes() {
        while (true) {
            skip_white();
            if (at_ >= in_.size()) return false;
            if (in_[at_] == '>') return ++at_, false;
            if (in_.substr(at_).starts_with("/>")) return at_ += 2, true;
            if (in_[at_] == '<') return repair(""), false;
            if (name_start(in_[at_]))
                attribute();
            else
                ++at_, ++out_.repairs;
        }
    }

    void attribute() {
        auto key = name();
        skip_white();
        ((out_.xml += ' ') += key) += "=\"";
        if (at_ < in_.size() && in_[at_] == '=')
            ++at_, value();
        else
            ++out_.repairs;
        out_.xml += '"';
    }

    void value() {
        skip_white();
        if (at_ >= in_.size()) return;
        char quote = in_[at_];
        if (quote != '"' && quote != '\'') {
            ++out_.repairs;
            return characters(std::min(in_.find_first_of(" \t\r\n>", at_), in_.size()));
        }
        auto end = in_.find(quote, ++at_);
        if (end == in_.npos) return characters(std::min(in_.find('>', at_), in_.size()));
        characters(end);
        at_ = end + 1;
    }

    std::string_view in_;
    std::size_t max_depth_;
    std::size_t at_ = 0;
    std::size_t ignored_ = 0;  // start tags beyond max_depth_ whose end tags are still to come
    std::vector<std::string_view> open_;
    Mended out_;
};
}  // namespace

Mended mend(std::string_view utf8, std::size_t max_depth) {
    return Mender(utf8, max_depth).mend();
}
}  // namespace channels::feed
