#include <algorithm>

#include "text/html.hpp"
#include "text/html_element.hpp"
#include "text/html_tree.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t widest_prefix = 40;

// Puts words on lines: white space runs together, blank lines come one at a time, quotes are marked with ">".
class Page {
public:
    void word_gap() { gap_ = true; }

    void line_end() { breaks_ = std::max(breaks_, 1); }
    void paragraph_end() { breaks_ = std::max(breaks_, 2); }
    void line_break() {
        breaks_ = std::min(breaks_ + 1, 2);
        gap_ = false;
    }

    void put(std::string_view word) {
        begin_line();
        if (gap_ && !fresh_) out_ += ' ';
        out_ += word;
        gap_ = fresh_ = false;
    }

    // Words between white space of any kind.
    void flow(std::string_view text) {
        std::string word;
        for (std::size_t at = 0; at < text.size();) {
            char32_t c = next(text, at);
            if (is_space(c)) {
                end_word(word);
                gap_ = true;
            } else if (!is_filler(c, word.empty())) {
                append(word, c);
            }
        }
        end_word(word);
    }

    void verbatim(std::string_view text) {
        for (std::size_t at = 0; at <= text.size();) {
            std::size_t end = std::min(text.find('\n', at), text.size());
            if (at > 0) line_break();
            std::string_view line = text.substr(at, end - at);
            if (line.find_first_not_of(" \t\r") != std::string_view::npos) put(line);
            at = end + 1;
        }
    }

    // What stands before each line from here on, in front of which there is only so much room. Returns what
    // pop() needs to go back.
    std::size_t push(std::string_view prefix) {
        std::size_t before = prefix_.size();
        if (before < widest_prefix) prefix_ += prefix;
        return before;
    }
    void pop(std::size_t before) { prefix_.resize(before); }

    std::string finish() { return std::move(out_); }

private:
    // Newsletters stuff their preview with characters that nobody sees.
    bool is_filler(char32_t c, bool at_word_start) const {
        if (c == 0x200B || c == 0xFEFF || c == 0xAD || c == 0x34F || c == 0x2060) return true;
        return at_word_start && (c == 0x200C || c == 0x200D);
    }

    void end_word(std::string& word) {
        while (word.ends_with("\u200C") || word.ends_with("\u200D")) word.resize(word.size() - 3);
        if (!word.empty()) put(std::exchange(word, {}));
    }

    void begin_line() {
        if (out_.empty()) {
            out_ = prefix_;
        } else if (breaks_ > 0) {
            for (; breaks_ > 1; --breaks_) out_.append("\n").append(blank_line());
            out_.append("\n").append(prefix_);
            fresh_ = true;
        }
        breaks_ = 0;
        last_prefix_ = prefix_;
    }

    // A blank line belongs to the quotes that both its neighbours are in.
    std::string_view blank_line() const {
        std::string_view shared = prefix_.size() < last_prefix_.size() ? prefix_ : last_prefix_;
        std::size_t last = shared.find_last_not_of(' ');
        return shared.substr(0, last == std::string::npos ? 0 : last + 1);
    }

    std::string out_, prefix_, last_prefix_;
    int breaks_ = 0;
    bool gap_ = false, fresh_ = true;
};

// "http://www.a.example/" and "a.example" lead to the same place.
std::string_view without_decoration(std::string_view link) {
    for (std::string_view start : {"https://", "http://", "mailto:", "tel:", "www."})
        if (link.starts_with(start)) link.remove_prefix(start.size());
    while (link.ends_with('/')) link.remove_suffix(1);
    return link;
}

bool worth_showing(std::string_view href) {
    std::string start = ascii_lowered(href.substr(0, 8));
    return start.starts_with("http://") || start.starts_with("https://") || start.starts_with("mailto:") ||
           start.starts_with("tel:");
}

class Writer {
public:
    std::string run(const GumboNode& body) {
        children(body);
        return page_.finish();
    }

private:
    void node(const GumboNode& node) {
        if (is_text(node))
            return preformatted_ ? page_.verbatim(node.v.text.text) : page_.flow(node.v.text.text);
        if (!is_element(node) || is_hidden(node)) return;
        std::string_view tag = name(node);
        if (tag == "br") return page_.line_break();
        if (tag == "hr") return rule();
        if (tag == "img") return image(node);
        const Element* known = element(tag);
        if (known && known->is(block)) return block_of(node, *known);
        tag == "a" ? link(node) : children(node);
    }

    void children(const GumboNode& parent) {
        each_child(parent, [&](const GumboNode& child) { node(child); });
    }

    void rule() {
        page_.paragraph_end();
        page_.put("---");
        page_.paragraph_end();
    }

    void image(const GumboNode& node) {
        std::string_view alternative = attribute(node, "alt");
        if (!alternative.empty()) page_.flow(alternative);
    }

    void block_of(const GumboNode& node, const Element& known) {
        if (known.is(cell)) return cell_of(node);
        edge(known);
        std::string_view tag = name(node);
        if (tag == "li")
            item(node);
        else if (tag == "ol" || tag == "ul")
            list(node);
        else if (tag == "blockquote")
            indented(node, "> ");
        else if (tag == "pre")
            preformatted(node);
        else
            children(node);
        edge(known);
    }

    // Lists in lists stay together with the item they belong to.
    void edge(const Element& known) {
        bool inner_list = lists_ > 0 && (known.name == "ul" || known.name == "ol");
        known.is(paragraph) && !inner_list ? page_.paragraph_end() : page_.line_end();
    }

    void cell_of(const GumboNode& node) {
        page_.word_gap();
        children(node);
        page_.word_gap();
    }

    void list(const GumboNode& node) {
        std::size_t outer = std::exchange(number_, name(node) == "ol" ? 1 : 0);
        ++lists_;
        children(node);
        --lists_;
        number_ = outer;
    }

    void item(const GumboNode& node) {
        page_.put(number_ > 0 ? fmt::format("{}.", number_++) : "-");
        page_.word_gap();
        indented(node, "  ");
    }

    void indented(const GumboNode& node, std::string_view prefix) {
        std::size_t outer = page_.push(prefix);
        children(node);
        page_.pop(outer);
    }

    void preformatted(const GumboNode& node) {
        bool outer = std::exchange(preformatted_, true);
        children(node);
        preformatted_ = outer;
    }

    void link(const GumboNode& node) {
        children(node);
        std::string_view href = attribute(node, "href");
        if (!worth_showing(href)) return;
        std::string label;
        for (char c : raw_text(node))
            if (!is_space(static_cast<unsigned char>(c))) label += c;
        if (label.empty() || without_decoration(label) == without_decoration(href)) return;
        page_.word_gap();
        page_.put(fmt::format("({})", href));
    }

    Page page_;
    std::size_t lists_ = 0, number_ = 0;
    bool preformatted_ = false;
};

}  // namespace

std::string to_text(std::string_view html) {
    Tree tree(html);
    return tree.body() ? Writer().run(*tree.body()) : std::string();
}

}  // namespace text
