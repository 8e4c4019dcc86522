#include <charconv>

#include "channels/feed/decoders.hpp"
#include "channels/feed/links.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

std::string first_of(pugi::xml_node node, std::initializer_list<const char*> names) {
    for (auto* name : names)
        if (auto found = inner(node, name); !found.empty()) return found;
    return {};
}

void fill(std::string& into, std::string from) {
    if (into.empty()) into = std::move(from);
}

void fill(Date& into, const std::string& from) {
    if (into.raw.empty() && !from.empty()) into = date(from);
}

void add(std::vector<std::string>& into, std::string name) {
    if (!name.empty() && into.size() < 200) into.push_back(std::move(name));
}

void add_keywords(std::vector<std::string>& into, View keywords) {
    while (!keywords.empty()) {
        auto comma = std::min(keywords.find(','), keywords.size());
        auto word = keywords.substr(0, comma);
        while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
        while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
        add(into, std::string(word));
        keywords.remove_prefix(std::min(comma + 1, keywords.size()));
    }
}

void add_itunes_categories(std::vector<std::string>& into, pugi::xml_node parent) {
    for (auto node : parent.children("itunes:category")) {
        add(into, attribute(node, "text"));
        add_itunes_categories(into, node);
    }
}

void read_categories(std::vector<std::string>& into, pugi::xml_node node) {
    add_keywords(into, inner(node, "itunes:keywords"));
    add_itunes_categories(into, node);
    for (auto subject : node.children("dc:subject")) add(into, inner(subject));
    if (prefix_name(node) == "atom") return;
    for (auto category : node.children("atom:category")) add(into, attribute(category, "term"));
}

void read_authors(std::vector<Author>& into, pugi::xml_node node, View url) {
    if (!into.empty()) return;
    for (auto* name : {"dc:author", "dc:creator"})
        for (auto each : node.children(name))
            if (auto author = author_of(inner(each)); !author.empty() && into.size() < 50)
                into.push_back(std::move(author));
    for (auto each : node.children("atom:author"))
        if (auto author = atom_author(each, url); !author.empty() && into.size() < 50)
            into.push_back(std::move(author));
    if (!into.empty()) return;
    auto itunes = author_of(inner(node, "itunes:author"));
    if (itunes.empty()) {
        itunes.name = inner(node.child("itunes:owner"), "itunes:name");
        itunes.email = inner(node.child("itunes:owner"), "itunes:email");
    }
    if (!itunes.empty()) into.push_back(std::move(itunes));
}

bool is_picture(pugi::xml_node node) {
    return attribute(node, "medium") == "image" || attribute(node, "type").starts_with("image/");
}

std::string picture(pugi::xml_node node, View url) {
    if (auto itunes = attribute(node.child("itunes:image"), "href"); !itunes.empty()) return itunes;
    for (auto parent : {node, node.child("media:group")}) {
        for (auto each : parent.children("media:content")) {
            if (is_picture(each)) return absolute(base_of(each, url), attribute(each, "url"));
            if (auto thumbnail = attribute(each.child("media:thumbnail"), "url"); !thumbnail.empty())
                return absolute(base_of(each, url), thumbnail);
        }
        if (auto thumbnail = attribute(parent.child("media:thumbnail"), "url"); !thumbnail.empty())
            return absolute(base_of(parent, url), thumbnail);
    }
    return {};
}

// What sy:updatePeriod and sy:updateFrequency ask for.
std::int64_t update_period(pugi::xml_node node) {
    static constexpr std::pair<View, std::int64_t> periods[] = {{"hourly", hour_ms},
                                                                {"daily", day_ms},
                                                                {"weekly", 7 * day_ms},
                                                                {"monthly", 30 * day_ms},
                                                                {"yearly", 365 * day_ms}};
    auto wanted = inner(node, "sy:updatePeriod");
    auto text = inner(node, "sy:updateFrequency");
    std::int64_t frequency = 1;
    std::from_chars(text.data(), text.data() + text.size(), frequency);
    for (auto [name, length] : periods)
        if (wanted == name) return length / std::clamp<std::int64_t>(frequency, 1, 1000);
    return 0;
}

void read_place(json::object& details, pugi::xml_node item) {
    auto point = first_of(item, {"georss:point", "gml:pos"});
    if (point.empty()) point = inner(item.child("georss:where").child("gml:Point"), "gml:pos");
    auto latitude = inner(item, "geo:lat"), longitude = inner(item, "geo:long");
    if (point.empty() && !latitude.empty() && !longitude.empty()) point = latitude + " " + longitude;
    if (!point.empty()) details["place"] = point.substr(0, 100);
}
}  // namespace

void read_modules(Feed& feed, pugi::xml_node channel) {
    fill(feed.title.value, inner(channel, "dc:title"));
    fill(feed.description.value, first_of(channel, {"dc:description", "itunes:summary", "itunes:subtitle"}));
    fill(feed.language, inner(channel, "dc:language"));
    fill(feed.copyright, inner(channel, "dc:rights"));
    fill(feed.updated, first_of(channel, {"dc:date", "dcterms:modified", "atom:updated"}));
    fill(feed.image.url, picture(channel, ""));
    read_authors(feed.authors, channel, "");
    read_categories(feed.categories, channel);
    if (feed.every_ms == 0) feed.every_ms = update_period(channel);
}

void read_modules(Entry& entry, pugi::xml_node item, View document_url) {
    fill(entry.title.value, first_of(item, {"dc:title", "media:title"}));
    fill(entry.summary.value, first_of(item, {"dc:description", "itunes:summary", "itunes:subtitle"}));
    if (entry.summary.value.empty() && entry.content.value.empty())
        fill(entry.summary.value, first_of(item.child("media:group"), {"media:description"}));
    if (auto encoded = inner(item, "content:encoded"); !encoded.empty() && entry.content.value.empty())
        entry.content = {absolute_links(encoded, entry.base), "html"};
    if (auto body = item.child("xhtml:body"); body && entry.content.value.empty())
        entry.content = {absolute_links(markup(body), entry.base), "xhtml"};
    if (prefix_name(item) != "atom" && entry.content.value.empty())
        entry.content = atom_text(item.child("atom:content"), document_url);
    if (prefix_name(item) != "atom" && entry.summary.value.empty())
        entry.summary = atom_text(item.child("atom:summary"), document_url);
    fill(entry.published, first_of(item, {"atom:published", "dc:date", "dcterms:created", "dcterms:issued"}));
    fill(entry.updated, first_of(item, {"atom:updated", "dcterms:modified", "dc:date"}));
    fill(entry.language, inner(item, "dc:language"));
    read_authors(entry.authors, item, document_url);
    read_categories(entry.categories, item);
    fill(entry.image.url, picture(item, document_url));
    for (const auto& each : entry.enclosures)
        if (each.type.starts_with("image/")) fill(entry.image.url, each.url);
    fill(entry.image.url, first_image(entry.content.value));
    fill(entry.image.url, first_image(entry.summary.value));
    for (auto each : item.children("thr:in-reply-to"))
        if (auto id = attribute(each, "ref"); !id.empty() && entry.in_reply_to.size() < 20)
            entry.in_reply_to.push_back(id);
    read_place(entry.details, item);
}
}  // namespace channels::feed
