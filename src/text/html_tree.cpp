#include "text/html_tree.hpp"

#include "text/html_tame.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

GumboOptions options() {
    GumboOptions made = kGumboDefaultOptions;
    made.max_errors = 0;
    return made;
}

const GumboNode* body_of(const GumboOutput& output) {
    const GumboNode* body = nullptr;
    each_child(*output.root, [&](const GumboNode& child) {
        if (name(child) == "body") body = &child;
    });
    return body;
}

// The style without white space and in lower case, which is enough to look for one declaration.
std::string squeezed(std::string_view style) {
    std::string out;
    for (char c : style)
        if (!is_space(static_cast<unsigned char>(c))) out += ascii_lower(c);
    return out;
}

bool hides(std::string_view style) {
    for (std::string_view declaration : {"display:none", "visibility:hidden", "mso-hide:all"})
        if (style.find(declaration) != std::string_view::npos) return true;
    for (std::string_view nothing : {"font-size:0", "font-size:0px", "font-size:0pt"}) {
        std::size_t at = style.find(nothing);
        if (at == std::string_view::npos) continue;
        std::size_t after = at + nothing.size();
        if (after == style.size() || style[after] == ';' || style[after] == '!') return true;
    }
    return false;
}

void append_text(std::string& out, const GumboNode& node) {
    if (is_text(node)) out += node.v.text.text;
    if (is_element(node)) each_child(node, [&](const GumboNode& child) { append_text(out, child); });
}

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

}  // namespace

Tree::Tree(std::string_view html) : html_("<!DOCTYPE html>" + tame(html)) {
    GumboOptions with = options();
    output_.reset(gumbo_parse_with_options(&with, html_.data(), html_.size()));
    if (output_ && output_->root) body_ = body_of(*output_);
}

void Tree::Destroy::operator()(GumboOutput* output) const {
    GumboOptions with = options();
    gumbo_destroy_output(&with, output);
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT;
}

bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE;
}

std::string_view name(const GumboNode& node) {
    return is_element(node) ? gumbo_normalized_tagname(node.v.element.tag) : std::string_view{};
}

bool has_attribute(const GumboNode& node, const char* key) {
    return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, key) != nullptr;
}

std::string_view attribute(const GumboNode& node, const char* key) {
    if (!is_element(node)) return {};
    const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, key);
    return found ? found->value : std::string_view{};
}

bool is_hidden(const GumboNode& node) {
    if (!is_element(node) || node.v.element.attributes.length == 0) return false;
    return has_attribute(node, "hidden") || hides(squeezed(attribute(node, "style")));
}

std::string raw_text(const GumboNode& node) {
    std::string out;
    append_text(out, node);
    return out;
}

void append_escaped(std::string& out, std::string_view plain) {
    for (char c : plain) {
        std::string_view written = entity(c);
        written.empty() ? out.append(1, c) : out.append(written);
    }
}

void append_attribute(std::string& out, std::string_view key, std::string_view value) {
    out.append(" ").append(key).append("=\"");
    append_escaped(out, value);
    out += '"';
}

}  // namespace text
