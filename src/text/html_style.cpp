#include "text/html_style.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_style = 4'096, longest_value = 256;

constexpr std::array<std::string_view, 59> properties = {
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "caption-side",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-transform",
    "vertical-align",
    "width",
};
static_assert(std::is_sorted(properties.begin(), properties.end()));

constexpr std::array<std::string_view, 8> displays = {"block", "inline", "inline-block", "list-item",
                                                      "none",  "table",  "table-cell",   "table-row"};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && is_space(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

bool plain(char c) {
    return ascii_alphanumeric(static_cast<unsigned char>(c)) ||
           std::string_view(" #%.,()-+").find(c) != std::string_view::npos;
}

// Only colours may be written as functions.
bool only_colour_functions(std::string_view value) {
    for (std::size_t at = value.find('('); at != std::string_view::npos; at = value.find('(', at + 1)) {
        std::string_view head = value.substr(0, at);
        bool known = std::ranges::any_of(
            std::array<std::string_view, 4>{"rgb", "rgba", "hsl", "hsla"}, [&](auto name) {
                return head.ends_with(name) &&
                       (head.size() == name.size() || head[head.size() - name.size() - 1] == ' ');
            });
        if (!known) return false;
    }
    return true;
}

bool has_negative(std::string_view value) {
    for (std::size_t at = value.find('-'); at != std::string_view::npos; at = value.find('-', at + 1)) {
        bool starts = at == 0 || value[at - 1] == ' ' || value[at - 1] == ',' || value[at - 1] == '(';
        if (starts && at + 1 < value.size() && !ascii_letter(static_cast<unsigned char>(value[at + 1])))
            return true;
    }
    return false;
}

// The value as it is written out; "" when it is refused. Names of fonts do without their quotes.
std::string safe_value(std::string_view property, std::string_view value) {
    std::string lower = ascii_lowered(value);
    if (std::size_t important = lower.find("!important"); important != std::string::npos)
        lower.resize(important);
    std::erase_if(lower, [](char c) { return c == '"' || c == '\''; });
    std::string out(trimmed(lower));
    if (out.empty() || out.size() > longest_value || !std::ranges::all_of(out, plain)) return {};
    if (!only_colour_functions(out) || has_negative(out)) return {};
    if (property == "display" && std::ranges::find(displays, out) == displays.end()) return {};
    return out;
}

void append_declaration(std::string& out, std::string_view declaration) {
    std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) return;
    std::string property = ascii_lowered(trimmed(declaration.substr(0, colon)));
    if (!std::ranges::binary_search(properties, std::string_view(property))) return;
    std::string value = safe_value(property, trimmed(declaration.substr(colon + 1)));
    if (value.empty()) return;
    if (!out.empty()) out += ';';
    out.append(property).append(":").append(value);
}

}  // namespace

std::string safe_style(std::string_view style) {
    std::string out;
    style = style.substr(0, longest_style);
    for (std::size_t at = 0; at < style.size();) {
        std::size_t end = std::min(style.find(';', at), style.size());
        append_declaration(out, style.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

bool is_colour(std::string_view value) {
    if (value.empty() || value.size() > 32) return false;
    if (value.front() == '#') value.remove_prefix(1);
    return !value.empty() && std::ranges::all_of(value, [](char c) {
        return ascii_alphanumeric(static_cast<unsigned char>(c));
    });
}

}  // namespace text
