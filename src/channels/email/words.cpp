#include "channels/email/words.hpp"

#include <algorithm>

#include "channels/email/fields.hpp"
#include "text/html.hpp"
#include "text/quoted.hpp"

namespace channels::email {
namespace {
// A program that writes HTML only often puts one sentence of its own into the plain half.
bool placeholder(const Segment& segment) {
    auto plain = trim(segment.plain);
    if (plain.empty()) return true;
    return !segment.html.empty() && plain.size() < 300 && lower(plain).find("html") != std::string::npos &&
           lower(segment.html).find("html e") == std::string::npos &&
           text::to_text(segment.html).find(plain.substr(0, 40)) == std::string::npos;
}

void append(std::string& to, std::string_view piece, std::string_view between) {
    if (trim(piece).empty()) return;
    if (!to.empty()) to += between;
    to += piece;
}

std::string joined_html(const std::vector<Segment>& segments) {
    std::string all;
    for (const auto& each : segments)
        append(all, each.html.empty() ? text::to_html(each.plain) : each.html, "\n");
    return all;
}

std::string joined_plain(const std::vector<Segment>& segments) {
    std::string all;
    for (const auto& each : segments) append(all, each.plain, "\n");
    return all;
}

void take(Words& words, const text::Split& split) {
    words.visible = trim(split.visible);
    append(words.quoted, split.quoted, "\n\n");
    words.signature = trim(split.signature);
}

bool shows_anything(std::string_view html) {
    return html.find("<img") != html.npos || !trim(text::to_text(html)).empty();
}

void read_html(Words& words, const std::vector<Segment>& segments) {
    auto html = joined_html(segments);
    auto parts = text::split_html(html);
    auto clean = text::sanitise(parts.visible_html);
    if (shows_anything(clean.html)) {
        words.html = std::move(clean.html);
        words.remote_images = clean.remote_images;
    }
    if (std::none_of(segments.begin(), segments.end(), placeholder)) return;
    words.all = text::to_text(html);
    if (!parts.quoted_html.empty()) words.quoted = trim(text::to_text(parts.quoted_html));
    take(words, text::split_reply(text::to_text(parts.visible_html)));
}
}  // namespace

Words words_of(const std::vector<Segment>& segments) {
    Words words;
    bool rich =
        std::any_of(segments.begin(), segments.end(), [](const auto& each) { return !each.html.empty(); });
    if (rich) read_html(words, segments);
    if (!words.all.empty()) return words;
    words.all = joined_plain(segments);
    words.quoted.clear();
    take(words, text::split_reply(words.all));
    return words;
}

}  // namespace channels::email
