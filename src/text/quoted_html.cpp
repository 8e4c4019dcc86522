#include <algorithm>
#include <bit>
#include <span>
#include <vector>

#include "text/html_element.hpp"
#include "text/html_tree.hpp"
#include "text/quoted.hpp"
#include "text/reply_words.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_line = 1'000, most_wrapped_lines = 4, most_header_lines = 9;

// Classes, ids and names of the element that a mail program puts around the mail it answers.
constexpr std::string_view containers[] = {
    "gmail_quote",
    "gmail_quote_container",
    "yahoo_quoted",
    "protonmail_quote",
    "tutanota_quote",
    "zmail_extra",
    "hubspot_quote",
    "mimestream_quote",
    "gmx_quote",
    "x_gmail_quote",
    "moz-cite-prefix",
    "front-blockquote",
    "mailru-blockquote",
    "spark_quote",
    "ymail_android_quote",
    "freshdesk_quote",
    "zendesk-quote",
    "qmbox-quote",
    "isforwardcontent",
    "replyforwardmessage",
    "messagereplysection",
    "olk_src_body_section",
    "ms-outlook-mobile-reference-message",
    "mail-editor-reference-message-container",
};

// Elements from which on there is only the earlier mail.
constexpr std::string_view dividers[] = {
    "divrplyfwdmsg", "x_divrplyfwdmsg", "appendonsend", "x_appendonsend", "stopspelling", "_originalmsgbody",
};

// One of the words of class, id or name is on the list.
bool is_marked(const GumboNode& node, std::span<const std::string_view> names) {
    for (const char* key : {"class", "id", "name"}) {
        std::string value = ascii_lowered(attribute(node, key).substr(0, 256));
        for (std::size_t at = 0; at < value.size();) {
            std::size_t end = std::min(value.find(' ', at), value.size());
            if (std::ranges::find(names, std::string_view(value).substr(at, end - at)) != names.end())
                return true;
            at = end + 1;
        }
    }
    return false;
}

bool is_container(const GumboNode& node) {
    if (name(node) == "blockquote" && (attribute(node, "type") == "cite" || has_attribute(node, "cite")))
        return true;
    return is_marked(node, containers);
}

// Desktop Outlook says nothing, but always draws the same line above the head of the mail it answers.
bool is_divider(const GumboNode& node) {
    if (is_marked(node, dividers)) return true;
    if (name(node) != "div") return false;
    std::string style;
    for (char c : attribute(node, "style").substr(0, 512))
        if (c != ' ') style += ascii_lower(c);
    bool line = style.find("border:none;border-top:solid") != std::string::npos;
    return line && (style.find("padding:3.0pt0") != std::string::npos ||
                    style.find("padding:3pt0") != std::string::npos);
}

bool is_blank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (char32_t c = next(text, at); !is_space(c) && c != 0x200B && c != 0xFEFF) return false;
    return true;
}

bool shows_something(const GumboNode& node) {
    if (is_text(node)) return !is_blank(node.v.text.text);
    if (!is_element(node) || is_hidden(node)) return false;
    bool found = name(node) == "img";
    each_child(node, [&](const GumboNode& child) { found = found || shows_something(child); });
    return found;
}

// Some write their answers between the parts of the quote, inside of what the program has put around it.
bool holds_answers(const GumboNode& container) {
    if (name(container) == "blockquote") return false;
    bool quote = false, answer = false;
    each_child(container, [&](const GumboNode& child) {
        if (name(child) == "blockquote")
            quote = true;
        else
            answer = answer || (quote && shows_something(child));
    });
    return answer;
}

// What stands in the page one after the other: text, pictures and breaks.
struct Leaf {
    const GumboNode* container = nullptr;  // the outermost that it is in
    const GumboNode* quote = nullptr;      // the outermost <blockquote> that it is in
    bool words = false;
    bool rule = false;
    bool quoted = false;
};

struct TextLine {
    std::string text;
    std::size_t begin = 0, end = 0;  // leaves
};

struct Span {
    std::size_t begin = 0, end = 0;  // leaves
};

// The leaves and lines of a page, and which leaves each element covers, in the order of a walk.
struct Outline {
    std::vector<Leaf> leaves;
    std::vector<TextLine> lines;
    std::vector<Span> spans;
    std::size_t divider = SIZE_MAX;  // the first leaf behind a divider
};

class Outliner {
public:
    Outline run(const GumboNode& body) {
        visit(body, {});
        end_line();
        return std::move(outline_);
    }

private:
    void visit(const GumboNode& node, Leaf around) {
        std::size_t index = outline_.spans.size();
        outline_.spans.push_back({outline_.leaves.size(), 0});
        if (is_text(node))
            text(node, around);
        else if (is_element(node))
            element_of(node, around);
        outline_.spans[index].end = outline_.leaves.size();
    }

    void text(const GumboNode& node, Leaf around) {
        around.words = !is_blank(node.v.text.text);
        outline_.leaves.push_back(around);
        if (line_.text.size() < longest_line) line_.text += node.v.text.text;
    }

    void element_of(const GumboNode& node, Leaf around) {
        const Element* known = element(name(node));
        bool breaks = known && (known->is(block) || known->name == "br");
        if (breaks) end_line();
        if (is_divider(node)) outline_.divider = std::min(outline_.divider, outline_.leaves.size());
        if (!around.container && is_container(node) && !holds_answers(node)) around.container = &node;
        if (!around.quote && name(node) == "blockquote") around.quote = &node;
        if (is_hidden(node) || (known && known->is(empty))) {
            around.words = name(node) == "img" && !is_hidden(node);
            around.rule = name(node) == "hr";
            outline_.leaves.push_back(around);
            if (is_hidden(node)) return skip(node);
        }
        each_child(node, [&](const GumboNode& child) { visit(child, around); });
        if (breaks) end_line();
    }

    // What is hidden counts as one leaf, but its elements have their place in the walk.
    void skip(const GumboNode& node) {
        each_child(node, [&](const GumboNode& child) {
            outline_.spans.push_back({outline_.leaves.size() - 1, outline_.leaves.size()});
            if (is_element(child)) skip(child);
        });
    }

    void end_line() {
        line_.end = outline_.leaves.size();
        if (!is_blank(line_.text)) outline_.lines.push_back(line_);
        line_ = {{}, outline_.leaves.size(), 0};
    }

    Outline outline_;
    TextLine line_;
};

// Decides which leaves are quoted.
class Judge {
public:
    explicit Judge(Outline& outline) : leaves_(outline.leaves), lines_(outline.lines), end_(outline.divider) {
        end_ = std::min(end_, leaves_.size());
        for (const TextLine& line : lines_)
            folded_.push_back(line.text.size() < longest_line ? folded_line(line.text) : std::string());
    }

    // True when something is quoted and something is left to show.
    bool judge() {
        for (std::size_t i = 0; i < lines_.size() && lines_[i].begin < end_; ++i)
            if (!leaves_[lines_[i].begin].container) judge_line(i);
        while (end_ > 0 && end_ < leaves_.size() && (leaves_[end_ - 1].rule || !leaves_[end_ - 1].words) &&
               !leaves_[end_ - 1].container)
            --end_;
        for (std::size_t i = end_; i < leaves_.size(); ++i) leaves_[i].quoted = true;
        judge_containers();
        bool shown =
            std::ranges::any_of(leaves_, [](const Leaf& leaf) { return leaf.words && !leaf.quoted; });
        bool hidden =
            std::ranges::any_of(leaves_, [](const Leaf& leaf) { return leaf.words && leaf.quoted; });
        return shown && hidden;
    }

private:
    void judge_line(std::size_t i) {
        if (divides(folded_[i]) || begins_head(i)) {
            end_ = lines_[i].begin;
            return;
        }
        std::size_t after = introduction_end(i);
        if (after == i) return;
        std::size_t next = after < lines_.size() ? lines_[after].begin : leaves_.size();
        const GumboNode* quote = after < lines_.size() ? leaves_[next].quote : nullptr;
        if (quote && !leaves_[lines_[i].begin].quote) {
            for (Leaf& leaf : leaves_)
                if (leaf.quote == quote) leaf.container = quote;
        } else if (next == leaves_.size() || !leaves_[next].container) {
            end_ = lines_[i].begin;
            return;
        }
        for (std::size_t k = lines_[i].begin; k < lines_[after - 1].end; ++k) leaves_[k].quoted = true;
    }

    std::size_t introduction_end(std::size_t i) const {
        if (!may_begin_introduction(folded_[i])) return i;
        std::string joined;
        for (std::size_t k = i; k < std::min(i + most_wrapped_lines, lines_.size()); ++k) {
            if (k > i) joined += ' ';
            joined += folded_[k];
            if (introduces_quote(joined)) return k + 1;
        }
        return i;
    }

    bool begins_head(std::size_t i) const {
        if (header_label(folded_[i]) != Label::from) return false;
        unsigned seen = 0;
        for (std::size_t k = i; k < std::min(i + most_header_lines, lines_.size()); ++k)
            if (auto label = header_label(folded_[k])) seen |= 1u << static_cast<unsigned>(*label);
        return std::popcount(seen) >= 3;
    }

    // A container is quoted, unless it is one of several with an answer below each.
    void judge_containers() {
        std::size_t last_words = 0, answered = 0;
        const GumboNode* open = nullptr;
        for (std::size_t i = 0; i < end_; ++i) {
            const Leaf& leaf = leaves_[i];
            if (leaf.container) open = leaf.container;
            if (leaf.container || !leaf.words || leaf.quoted) continue;
            last_words = i;
            answered += open != nullptr;
            open = nullptr;
        }
        for (std::size_t i = 0; i < end_; ++i)
            if (leaves_[i].container && (answered < 2 || i > last_words)) leaves_[i].quoted = true;
    }

    std::vector<Leaf>& leaves_;
    const std::vector<TextLine>& lines_;
    std::vector<std::string> folded_;
    std::size_t end_;
};

// Writes each element to the part that all of it belongs to, and what is mixed to the visible part without
// the rest.
class Parter {
public:
    explicit Parter(const Outline& outline)
        : spans_(outline.spans), quoted_before_(outline.leaves.size() + 1, 0) {
        for (std::size_t i = 0; i < outline.leaves.size(); ++i)
            quoted_before_[i + 1] = quoted_before_[i] + outline.leaves[i].quoted;
    }

    SplitHtml run(const GumboNode& body) {
        ++at_;
        each_child(body, [&](const GumboNode& child) { part(child); });
        return std::move(split_);
    }

private:
    void part(const GumboNode& node) {
        Span span = spans_[at_++];
        std::size_t quoted = quoted_before_[span.end] - quoted_before_[span.begin];
        bool nothing = span.begin == span.end;
        bool behind =
            nothing && span.begin > 0 && quoted_before_[span.begin] > quoted_before_[span.begin - 1];
        if (behind || (!nothing && quoted == span.end - span.begin))
            write(split_.quoted_html, node,
                  [this](const GumboNode& child) { whole(split_.quoted_html, child); });
        else if (quoted == 0)
            write(split_.visible_html, node,
                  [this](const GumboNode& child) { whole(split_.visible_html, child); });
        else
            write(split_.visible_html, node, [this](const GumboNode& child) { part(child); });
    }

    void whole(std::string& out, const GumboNode& node) {
        ++at_;
        write(out, node, [this, &out](const GumboNode& child) { whole(out, child); });
    }

    template <class Child>
    static void write(std::string& out, const GumboNode& node, Child&& child) {
        if (is_text(node)) return append_escaped(out, node.v.text.text);
        if (!is_element(node)) return;
        out.append("<").append(name(node));
        const GumboVector& attributes = node.v.element.attributes;
        for (unsigned i = 0; i < attributes.length; ++i) {
            const auto& each = *static_cast<const GumboAttribute*>(attributes.data[i]);
            append_attribute(out, each.name, each.value);
        }
        out += '>';
        const Element* known = element(name(node));
        if (known && known->is(empty)) return;
        each_child(node, child);
        out.append("</").append(name(node)).append(">");
    }

    const std::vector<Span>& spans_;
    std::vector<std::size_t> quoted_before_;  // how many leaves before each are quoted
    std::size_t at_ = 0;
    SplitHtml split_;
};

}  // namespace

SplitHtml split_html(std::string_view html) {
    Tree tree(html);
    if (!tree.body()) return {};
    Outline outline = Outliner().run(*tree.body());
    if (!Judge(outline).judge())
        for (Leaf& leaf : outline.leaves) leaf.quoted = false;
    return Parter(outline).run(*tree.body());
}

std::string strip_quoted_html(std::string_view html) {
    return split_html(html).visible_html;
}

}  // namespace text
