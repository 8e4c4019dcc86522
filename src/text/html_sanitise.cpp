#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/html.hpp"
#include "text/html_element.hpp"
#include "text/html_style.hpp"
#include "text/html_tree.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_link = 8 * 1024, longest_inline_image = 512 * 1024, longest_attribute = 1'024;
constexpr int most_passes = 6;

// An address as a browser would read it: without the white space and control characters that hide a scheme.
std::string address(std::string_view value) {
    std::string out;
    for (char c : value)
        if (static_cast<unsigned char>(c) > ' ' && c != 0x7F) out += c;
    return out;
}

bool has_scheme(std::string_view url, std::initializer_list<std::string_view> schemes) {
    std::string start = ascii_lowered(url.substr(0, 8));
    return std::ranges::any_of(schemes, [&](std::string_view scheme) { return start.starts_with(scheme); });
}

bool is_web(std::string_view url) {
    return url.size() <= longest_link && has_scheme(url, {"http://", "https://"});
}

bool is_link(std::string_view url) {
    return is_web(url) || (url.size() <= longest_link && has_scheme(url, {"mailto:", "tel:"}));
}

bool is_base64(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return ascii_alphanumeric(static_cast<unsigned char>(c)) || c == '+' || c == '/' || c == '=';
    });
}

bool is_inline_image(std::string_view url) {
    if (url.size() > longest_inline_image) return false;
    for (std::string_view type : {"png", "jpeg", "gif", "webp"}) {
        std::string start = fmt::format("data:image/{};base64,", type);
        if (ascii_lowered(url.substr(0, start.size())) == start) return is_base64(url.substr(start.size()));
    }
    return false;
}

bool is_size(std::string_view value) {
    if (value.ends_with('%') || value.ends_with('*')) value.remove_suffix(1);
    return !value.empty() && value.size() <= 5 &&
           std::ranges::all_of(value, [](char c) { return ascii_digit(static_cast<unsigned char>(c)); });
}

bool is_word(std::string_view value) {
    return !value.empty() && value.size() <= 64 && std::ranges::all_of(value, [](char c) {
        return ascii_alphanumeric(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == ',' ||
               c == ' ';
    });
}

bool is_short(std::string_view value) {
    return value.size() <= longest_attribute;
}

struct Allowed {
    std::string_view elements;  // space separated; "*" for all
    const char* name;
    bool (*check)(std::string_view);
};

// Attributes that only describe or shape; links, images and styles have their own rules below.
constexpr Allowed allowed[] = {
    {"*", "dir", is_word},
    {"*", "lang", is_word},
    {"*", "title", is_short},
    {"*", "align", is_word},
    {"img", "alt", is_short},
    {"img table td th col colgroup hr tr", "width", is_size},
    {"img table td th tr", "height", is_size},
    {"img table", "border", is_size},
    {"td th", "colspan", is_size},
    {"td th", "rowspan", is_size},
    {"th", "scope", is_word},
    {"table td th tr tbody thead tfoot", "bgcolor", is_colour},
    {"table", "cellpadding", is_size},
    {"table", "cellspacing", is_size},
    {"td th tr tbody thead tfoot col colgroup", "valign", is_word},
    {"font", "color", is_colour},
    {"font", "face", is_word},
    {"font", "size", is_word},
    {"ol", "start", is_size},
    {"ol ul li", "type", is_word},
    {"time del ins", "datetime", is_word},
};

bool applies(std::string_view elements, std::string_view element) {
    if (elements == "*") return true;
    std::size_t at = elements.find(element);
    while (at != std::string_view::npos) {
        std::size_t end = at + element.size();
        if ((at == 0 || elements[at - 1] == ' ') && (end == elements.size() || elements[end] == ' '))
            return true;
        at = elements.find(element, at + 1);
    }
    return false;
}

class Cleaner {
public:
    Sanitised run(const GumboNode& body) {
        children(body);
        return std::move(result_);
    }

private:
    void node(const GumboNode& node) {
        if (is_text(node)) return append_escaped(out(), node.v.text.text);
        if (!is_element(node)) return;
        const Element* known = element(name(node));
        if (!known) return children(node);
        if (known->is(dropped)) return;
        out().append("<").append(known->name);
        attributes(node, known->name);
        out() += '>';
        if (known->is(empty)) return;
        // The parser eats one line break at the start of <pre>.
        if (known->name == "pre" && raw_text(node).starts_with('\n')) out() += '\n';
        children(node);
        out().append("</").append(known->name).append(">");
    }

    void children(const GumboNode& parent) {
        each_child(parent, [&](const GumboNode& child) { node(child); });
    }

    void attributes(const GumboNode& node, std::string_view tag) {
        for (const Allowed& rule : allowed) {
            if (!applies(rule.elements, tag) || !has_attribute(node, rule.name)) continue;
            std::string_view value = attribute(node, rule.name);
            if (rule.check(value)) append_attribute(out(), rule.name, value);
        }
        if (has_attribute(node, "hidden")) append_attribute(out(), "hidden", "");
        if (std::string style = safe_style(attribute(node, "style")); !style.empty())
            append_attribute(out(), "style", style);
        if (tag == "a") link(node);
        if (tag == "img") image(node);
    }

    void link(const GumboNode& node) {
        std::string href = address(attribute(node, "href"));
        if (!is_link(href)) return;
        append_attribute(out(), "href", href);
        append_attribute(out(), "rel", "noopener noreferrer nofollow");
        append_attribute(out(), "target", "_blank");
    }

    void image(const GumboNode& node) {
        std::string source = address(attribute(node, "src"));
        if (source.empty()) source = address(attribute(node, "data-src"));
        if (source.starts_with("//")) source.insert(0, "https:");
        if (is_web(source)) {
            append_attribute(out(), "data-src", source);
            ++result_.remote_images;
        } else if (is_inline_image(source) || (is_short(source) && has_scheme(source, {"cid:"}))) {
            append_attribute(out(), "src", source);
        }
    }

    std::string& out() { return result_.html; }

    Sanitised result_;
};

Sanitised once(std::string_view html) {
    Tree tree(html);
    return tree.body() ? Cleaner().run(*tree.body()) : Sanitised{};
}

void append_linked(std::string& out, std::string_view line) {
    std::size_t at = 0;
    for (const Entity& entity : entities(line)) {
        bool mail = entity.kind == EntityKind::email;
        if (!mail && entity.kind != EntityKind::link) continue;
        append_escaped(out, line.substr(at, entity.range.begin - at));
        out += "<a";
        append_attribute(out, "href", mail ? "mailto:" + entity.value : target(entity.value));
        out += " rel=\"noopener noreferrer nofollow\" target=\"_blank\">";
        append_escaped(out, entity.value);
        out += "</a>";
        at = entity.range.end;
    }
    append_escaped(out, line.substr(at));
}

}  // namespace

// The parser mends what it reads, and what is mended may be mended again by whoever reads the result. So it
// is read until nothing changes any more; what never comes to rest is shown as plain text.
Sanitised sanitise(std::string_view html) {
    Sanitised result = once(html);
    for (int pass = 1; pass < most_passes; ++pass) {
        Sanitised again = once(result.html);
        if (again.html == result.html) return result;
        result = std::move(again);
    }
    return {to_html(to_text(html)), 0};
}

std::string escape(std::string_view plain) {
    std::string out;
    append_escaped(out, to_utf8(plain));
    return out;
}

std::string to_html(std::string_view bytes) {
    std::string out, plain = to_utf8(bytes);
    for (std::size_t at = 0; at <= plain.size();) {
        std::size_t end = std::min(plain.find('\n', at), plain.size());
        std::string_view line = std::string_view(plain).substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (at > 0) out += "<br>";
        append_linked(out, line);
        at = end + 1;
    }
    return out;
}

}  // namespace text
