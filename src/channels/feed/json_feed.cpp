#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/feed/decoders.hpp"
#include "channels/feed/links.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

// Numbers and booleans are taken for the text they are written as.
std::string scalar(const json::value& from, View key) {
    auto* found = json::find(from, {key});
    if (!found || found->is_null() || found->is_object() || found->is_array()) return {};
    return found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
}

std::string address(const json::value& from, View key, View base) {
    auto text = scalar(from, key);
    return text.empty() ? text : absolute(base, text);
}

Author author(const json::value& from, View base) {
    if (from.is_string()) return author_of(View(from.get_string()));
    return {scalar(from, "name"), scalar(from, "email"), address(from, "url", base),
            address(from, "avatar", base)};
}

// 1.1 has "authors", 1.0 "author".
std::vector<Author> authors(const json::value& from, View base) {
    std::vector<Author> found;
    for (const auto& each : json::list(from, "authors"))
        if (auto one = author(each, base); !one.empty() && found.size() < 50) found.push_back(std::move(one));
    if (auto* single = json::find(from, {"author"}); single && found.empty())
        if (auto one = author(*single, base); !one.empty()) found.push_back(std::move(one));
    return found;
}

std::vector<std::string> tags(const json::value& item) {
    std::vector<std::string> found;
    for (const auto& each : json::list(item, "tags"))
        if (each.is_string() && found.size() < 200) found.emplace_back(each.get_string());
    return found;
}

std::vector<Enclosure> attachments(const json::value& item, View base) {
    std::vector<Enclosure> found;
    for (const auto& each : json::list(item, "attachments"))
        if (auto url = address(each, "url", base); !url.empty() && found.size() < 50)
            found.push_back({url, scalar(each, "mime_type"), scalar(each, "size_in_bytes")});
    return found;
}

Text content(const json::value& item, View base) {
    if (auto html = scalar(item, "content_html"); !html.empty()) return {absolute_links(html, base), "html"};
    return {scalar(item, "content_text"), "text"};
}

void copy_details(json::object& details, const json::value& from, std::initializer_list<View> keys) {
    for (auto key : keys)
        if (auto* found = json::find(from, {key}); found && !found->is_null()) details[key] = *found;
}

std::string as_feed(const json::value& item) {
    return std::string(prefix("{\"items\":[" + json::serialize(item) + "]}", 64u << 10));
}

Entry decode_item(const json::value& item, View base) {
    Entry entry;
    entry.base = base;
    entry.id = scalar(item, "id");
    entry.title = {scalar(item, "title"), "text"};
    entry.summary = {scalar(item, "summary"), "text"};
    entry.content = content(item, base);
    entry.link = address(item, "url", base);
    auto external = address(item, "external_url", base);
    if (!entry.link.empty()) entry.links.push_back({entry.link, "alternate", {}, {}, {}, {}});
    if (!external.empty()) entry.links.push_back({external, "related", {}, {}, {}, {}});
    if (entry.link.empty()) entry.link = external;
    entry.published = date(scalar(item, "date_published"));
    entry.updated = date(scalar(item, "date_modified"));
    entry.authors = authors(item, base);
    entry.categories = tags(item);
    entry.enclosures = attachments(item, base);
    entry.image.url = address(item, "image", base);
    if (entry.image.url.empty()) entry.image.url = address(item, "banner_image", base);
    entry.language = scalar(item, "language");
    copy_details(entry.details, item, {"content_text", "external_url", "banner_image", "attachments"});
    if (entry.says_nothing()) entry.raw = as_feed(item);
    return entry;
}

void decode_items(Feed& feed, const json::value& root, View base) {
    for (const auto& item : json::list(root, "items")) {
        if (feed.entries.size() > max_entries) return;
        if (item.is_object())
            feed.entries.push_back(decode_item(item, base));
        else
            feed.damaged.push_back(
                {"sha256:" + hex(sha256(as_feed(item))), as_feed(item), "The item is not a JSON object."});
    }
}

std::string version_of(const json::value& root) {
    auto version = scalar(root, "version");
    auto slash = version.rfind('/');
    return slash == version.npos ? version : version.substr(slash + 1);
}
}  // namespace

Feed decode_json_feed(const json::value& root, View base) {
    Feed feed;
    feed.type = "json";
    feed.version = version_of(root);
    feed.title = {scalar(root, "title"), "text"};
    feed.description = {scalar(root, "description"), "text"};
    feed.link = address(root, "home_page_url", base);
    feed.feed_link = address(root, "feed_url", base);
    feed.language = scalar(root, "language");
    feed.authors = authors(root, base);
    for (const auto& href : {feed.link, feed.feed_link})
        if (!href.empty())
            feed.links.push_back({href, href == feed.link ? "alternate" : "self", {}, {}, {}, {}});
    feed.image.url = address(root, "icon", base);
    if (feed.image.url.empty()) feed.image.url = address(root, "favicon", base);
    copy_details(feed.details, root, {"user_comment", "next_url", "favicon", "icon", "expired", "hubs"});
    decode_items(feed, root, base);
    for (const auto& entry : feed.entries) {
        if (entry.updated.time > feed.updated.time) feed.updated = entry.updated;
        if (entry.published.time > feed.published.time) feed.published = entry.published;
    }
    return feed;
}
}  // namespace channels::feed
