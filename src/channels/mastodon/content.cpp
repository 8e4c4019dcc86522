#include "channels/mastodon/content.hpp"

#include <algorithm>
#include <array>

#include "text/html.hpp"

namespace channels::mastodon {
namespace {
using View = std::string_view;
constexpr std::array<View, 5> plain_tags{"p", "br", "a", "span", "wbr"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string name_of(View tag) {
    std::string name;
    for (char c : tag.substr(tag.starts_with('/') ? 1 : 0)) {
        if (!std::isalnum(static_cast<unsigned char>(c))) break;
        name += lower(c);
    }
    return name;
}

// Whether an attribute of the tag holds this word: class="u-url mention".
bool has_word(View tag, View attribute, View word) {
    auto at = tag.find(attribute);
    if (at == tag.npos || at + attribute.size() + 1 >= tag.size()) return false;
    auto rest = tag.substr(at + attribute.size());
    if (!rest.starts_with("=")) return false;
    char quote = rest.size() > 1 ? rest[1] : ' ';
    auto value = quote == '"' || quote == '\'' ? rest.substr(2, rest.find(quote, 2) - 2)
                                               : rest.substr(1, rest.find(' ') - 1);
    auto found = value.find(word);
    if (found == value.npos) return false;
    bool begins = found == 0 || value[found - 1] == ' ';
    auto end = found + word.size();
    return begins && (end >= value.size() || value[end] == ' ');
}

bool names_somebody(View tag) {
    return has_word(tag, "class", "mention") || has_word(tag, "class", "hashtag") ||
           has_word(tag, "rel", "tag");
}

// The HTML without the links of names, and whether it has anything that its text would lose.
struct Prepared {
    std::string html;
    bool plain = true;
};

Prepared prepare(View html) {
    Prepared out;
    while (!html.empty()) {
        auto open = html.find('<');
        out.html += html.substr(0, open);
        if (open == html.npos) break;
        auto close = html.find('>', open);
        if (close == html.npos) {
            out.html += html.substr(open);
            break;
        }
        auto tag = html.substr(open + 1, close - open - 1);
        html.remove_prefix(close + 1);
        auto name = name_of(tag);
        if (name == "p" && has_word(tag, "class", "quote-inline")) {
            auto end = html.find("</p>");
            html.remove_prefix(end == html.npos ? html.size() : end + 4);
            continue;
        }
        out.plain = out.plain && std::find(plain_tags.begin(), plain_tags.end(), name) != plain_tags.end();
        if (name == "a" && names_somebody(tag))
            out.html += "<a>";
        else
            out.html.append("<").append(tag).append(">");
    }
    return out;
}
}  // namespace

Content content(View html) {
    auto prepared = prepare(html);
    return {text::to_text(prepared.html), prepared.plain ? "" : text::sanitise(prepared.html).html};
}
}  // namespace channels::mastodon
