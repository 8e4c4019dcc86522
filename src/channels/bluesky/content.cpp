#include "channels/bluesky/content.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "channels/bluesky/codec.hpp"
#include "text/fold.hpp"

namespace channels::bluesky {
namespace {
using View = std::string_view;
constexpr std::size_t most_files = 20, most_labels = 20;

struct Link {
    std::size_t begin, end;  // bytes
    std::string address;
};

std::vector<Link> links(const json::value& record, std::size_t size) {
    std::vector<Link> all;
    for (const auto& facet : json::list(record, "facets")) {
        const auto* range = json::find(facet, {"index"});
        if (!range) continue;
        auto begin = json::integer(*range, "byteStart", -1), end = json::integer(*range, "byteEnd", -1);
        if (begin < 0 || end <= begin || static_cast<std::size_t>(end) > size) continue;
        for (const auto& feature : json::list(facet, "features"))
            if (words(feature, "$type") == "app.bsky.richtext.facet#link")
                all.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                               std::string(prefix(words(feature, "uri"), 4'000))});
    }
    std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.begin < b.begin; });
    return all;
}

View without(View text, View end) {
    return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

// "maison.example/a/lo…" stands for "https://maison.example/a/long/way"; only the scheme missing is no loss.
std::string whole(View shown, const std::string& address) {
    auto begin = without(without(shown, "..."), "\xE2\x80\xA6");
    auto at = address.find("://");
    View bare = at == address.npos ? View(address) : View(address).substr(at + 3);
    if (address == shown || bare == shown || address.empty()) return std::string(shown);
    if (!begin.empty() && (bare.starts_with(begin) || View(address).starts_with(begin))) return address;
    return std::string(shown) + " (" + address + ")";
}

void add_picture(model::Inbound& message, const std::string& url, const std::string& description) {
    if (url.empty() || message.attachments.size() >= most_files) return;
    auto number = std::to_string(message.attachments.size() + 1);
    message.attachments.push_back({.name = "picture-" + number + ".jpg",
                                   .media_type = "image/jpeg",
                                   .description = description,
                                   .url = url});
}

void read_card(model::Inbound& message, const json::value& card) {
    auto address = std::string(prefix(words(card, "uri"), 4'000));
    if (address.empty()) return;
    message.extra["card"] = json::object{{"uri", address},
                                         {"title", line(card, "title", 500)},
                                         {"description", line(card, "description", 1'000)}};
    // Programs take the link out of the words when they make a card of it.
    if (message.text.find(address) == message.text.npos)
        message.text += (message.text.empty() ? "" : "\n\n") + address;
}

// A quoted post, or what is left of it.
void read_quote(model::Inbound& message, const json::value& record) {
    auto uri = std::string(prefix(words(record, "uri"), 900));
    if (!uri.empty()) message.extra["quote"] = uri;
    const auto* author = json::find(record, {"author"});
    const auto* said = json::find(record, {"value"});
    if (!author || !said) return;
    auto text = text_of(*said);
    if (!text.empty()) message.quoted = account(*author).shown + ":\n" + text;
}

std::string label_words(std::string value) {
    std::erase(value, '!');
    std::replace(value.begin(), value.end(), '-', ' ');
    return std::string(prefix(text::collapse(value), 60));
}
}  // namespace

std::string words(const json::value& from, View key, View fallback) {
    auto text = json::text(from, key, fallback);
    std::erase(text, '\0');
    return text;
}

std::string line(const json::value& from, View key, std::size_t limit) {
    return std::string(prefix(text::collapse(words(from, key)), limit));
}

std::string text_of(const json::value& record) {
    auto text = json::text(record, "text");
    std::string out;
    std::size_t at = 0;
    for (const auto& link : links(record, text.size())) {
        if (link.begin < at) continue;
        out += text.substr(at, link.begin - at) +
               whole(View(text).substr(link.begin, link.end - link.begin), link.address);
        at = link.end;
    }
    // Whoever cut a character in two with a facet does not get it past the database.
    return to_utf8(out + text.substr(at));
}

void read_embed(model::Inbound& message, const json::value& embed) {
    auto type = words(embed, "$type");
    for (const auto& each : json::list(embed, "images"))
        add_picture(message, words(each, "fullsize"), words(each, "alt"));
    if (type == "app.bsky.embed.video#view") {
        message.extra["video"] = std::string(prefix(words(embed, "playlist"), 2'000));
        add_picture(message, words(embed, "thumbnail"), words(embed, "alt"));
    }
    if (const auto* card = json::find(embed, {"external"})) read_card(message, *card);
    if (const auto* media = json::find(embed, {"media"})) read_embed(message, *media);
    const auto* record = json::find(embed, {"record"});
    if (record && type == "app.bsky.embed.recordWithMedia#view") record = json::find(*record, {"record"});
    if (record) read_quote(message, *record);
}

// "!no-unauthenticated" asks programs not to show a post to who is not logged in; it warns of nothing.
std::string warning(const json::value& view) {
    std::vector<std::string> named;
    for (const auto& each : json::list(view, "labels")) {
        auto value = words(each, "val");
        bool counts = !value.empty() && value != "!no-unauthenticated" && !json::boolean(each, "neg") &&
                      named.size() < most_labels;
        if (!counts) continue;
        auto said = label_words(value);
        if (std::find(named.begin(), named.end(), said) == named.end()) named.push_back(std::move(said));
    }
    std::string all;
    for (const auto& each : named) all += (all.empty() ? "Labelled: " : ", ") + each;
    return all;
}
}  // namespace channels::bluesky
