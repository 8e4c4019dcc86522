#include <charconv>

#include "channels/feed/decoders.hpp"
#include "channels/feed/links.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

bool one_of(View name, View names) {
    return names.find(" " + std::string(name) + " ") != names.npos;
}

constexpr View channel_names =
    " title link description language copyright managingEditor webMaster pubDate lastBuildDate category "
    "generator docs cloud ttl image rating textInput textinput skipHours skipDays item items ";
constexpr View item_names = " title link description author category comments enclosure guid pubDate source ";

std::string resolved(pugi::xml_node node, std::string text, View url) {
    return text.empty() ? text : absolute(base_of(node, url), text);
}

std::string address(pugi::xml_node parent, const char* name, View url) {
    auto node = parent.child(name);
    return resolved(node, inner(node), url);
}

// <link>address</link>, and by mistake <link href="address"/> as in Atom.
std::vector<Link> plain_links(pugi::xml_node parent, View url) {
    std::vector<Link> found;
    for (auto node : parent.children("link")) {
        Link link = atom_link(node, url);
        if (!link.href.empty() && found.size() < 100) found.push_back(std::move(link));
    }
    return found;
}

std::vector<Link> atom_links(pugi::xml_node parent, View url) {
    std::vector<Link> found;
    for (auto node : parent.children("atom:link")) {
        Link link = atom_link(node, url);
        if (!link.href.empty() && found.size() < 100) found.push_back(std::move(link));
    }
    return found;
}

std::string last_alternate(const std::vector<Link>& links) {
    std::string found;
    for (const auto& each : links)
        if (each.rel == "alternate") found = each.href;
    return found;
}

std::string first_with_rel(const std::vector<Link>& links, View rel) {
    for (const auto& each : links)
        if (each.rel == rel) return each.href;
    return {};
}

template <class Whole>
void read_links(Whole& whole, pugi::xml_node node, View url) {
    whole.links = plain_links(node, url);
    whole.link = last_alternate(whole.links);
    auto more = atom_links(node, url);
    if (whole.link.empty()) whole.link = first_with_rel(more, "alternate");
    whole.links.insert(whole.links.end(), more.begin(), more.end());
}

std::vector<std::string> texts(pugi::xml_node parent, const char* name) {
    std::vector<std::string> found;
    for (auto node : parent.children(name)) {
        auto value = inner(node);
        if (!value.empty() && found.size() < 200) found.push_back(std::move(value));
    }
    return found;
}

json::array domains(pugi::xml_node parent) {
    json::array all;
    bool any = false;
    for (auto node : parent.children("category")) {
        auto domain = attribute(node, "domain");
        any = any || !domain.empty();
        if (all.size() < 200) all.push_back(json::object{{"domain", domain}, {"value", inner(node)}});
    }
    return any ? all : json::array{};
}

json::object attributes_of(pugi::xml_node node) {
    json::object out;
    for (auto each : node.attributes()) out[each.name()] = each.value();
    return out;
}

json::object children_of(pugi::xml_node node, View names, View url) {
    json::object out;
    for (auto child : node.children()) {
        if (!one_of(child.name(), names)) continue;
        bool is_address = one_of(child.name(), " url link ");
        auto value = inner(child);
        if (!value.empty()) out[child.name()] = is_address ? resolved(child, value, url) : value;
    }
    return out;
}

void keep_unknown(json::object& details, pugi::xml_node parent, View names) {
    json::object extensions, custom;
    for (auto child : parent.children()) {
        if (child.type() != pugi::node_element) continue;
        if (!prefix_name(child).empty()) {
            if (prefix_name(child) != "rdf") keep(extensions, child);
        } else if (!one_of(child.name(), names) && custom.size() < 100) {
            custom[child.name()] = inner(child);
        }
    }
    if (!extensions.empty()) details["extensions"] = std::move(extensions);
    if (!custom.empty()) details["custom"] = std::move(custom);
}

int number(View text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void read_skips(Feed& feed, pugi::xml_node channel) {
    static constexpr View days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                    "Thursday", "Friday", "Saturday"};
    auto hours = texts(channel.child("skipHours"), "hour");
    for (const auto& each : hours)
        if (int hour = number(each); hour >= 0 && hour <= 24) feed.skip_hours.push_back(hour % 24);
    auto names = texts(channel.child("skipDays"), "day");
    for (const auto& each : names)
        for (int day = 0; day < 7; ++day)
            if (each == days[day]) feed.skip_days.push_back(day);
    if (!hours.empty()) feed.details["skip_hours"] = json::array(hours.begin(), hours.end());
    if (!names.empty()) feed.details["skip_days"] = json::array(names.begin(), names.end());
}

void channel_details(Feed& feed, pugi::xml_node channel, pugi::xml_node root, View url) {
    auto put = [&](const char* key, std::string value) {
        if (!value.empty()) feed.details[key] = std::move(value);
    };
    put("docs", address(channel, "docs", url));
    put("rating", inner(channel, "rating"));
    put("managing_editor", inner(channel, "managingEditor"));
    put("web_master", inner(channel, "webMaster"));
    put("ttl", inner(channel, "ttl"));
    if (auto cloud = channel.child("cloud")) feed.details["cloud"] = attributes_of(cloud);
    for (auto parent : {channel, root})
        for (auto* name : {"textInput", "textinput"})
            if (auto fields = children_of(parent.child(name), " title description name link ", url);
                !fields.empty())
                feed.details["text_input"] = fields;
    if (auto all = domains(channel); !all.empty()) feed.details["category_details"] = all;
    keep_unknown(feed.details, channel, channel_names);
}

void read_image(Feed& feed, pugi::xml_node channel, pugi::xml_node root, View url) {
    for (auto parent : {channel, root}) {
        auto node = parent.child("image");
        auto fields = children_of(node, " url title link width height description ", url);
        if (fields.empty()) continue;
        feed.image = {json::text(fields, "url"), json::text(fields, "title")};
        feed.details["image_details"] = fields;
    }
    auto reference = attribute(channel.child("image"), "resource");
    if (feed.image.url.empty() && !reference.empty()) feed.image.url = reference;
}

std::string version_of(pugi::xml_node root) {
    if (local_name(root) == "rss") return attribute(root, "version");
    for (auto each : root.attributes())
        if (View(each.value()).find("/simple/0.9") != View::npos) return "0.9";
    return "1.0";
}

Feed read_channel(pugi::xml_node channel, pugi::xml_node root, View url) {
    Feed feed;
    feed.type = "rss";
    feed.version = version_of(root);
    feed.title.value = inner(channel, "title");
    feed.description.value = inner(channel, "description");
    read_links(feed, channel, url);
    feed.feed_link = first_with_rel(feed.links, "self");
    feed.language = inner(channel, "language");
    if (feed.language.empty()) feed.language = language_of(channel);
    feed.copyright = inner(channel, "copyright");
    feed.generator = inner(channel, "generator");
    feed.published = date(inner(channel, "pubDate"));
    feed.updated = date(inner(channel, "lastBuildDate"));
    feed.categories = texts(channel, "category");
    auto editor = author_of(inner(channel, "managingEditor"));
    if (editor.empty()) editor = author_of(inner(channel, "webMaster"));
    if (!editor.empty()) feed.authors.push_back(std::move(editor));
    feed.every_ms = std::max(0, number(inner(channel, "ttl"))) * minute_ms;
    read_image(feed, channel, root, url);
    read_skips(feed, channel);
    channel_details(feed, channel, root, url);
    read_modules(feed, channel);
    if (feed.image.url.empty()) feed.image.url = first_image(feed.description.value);
    return feed;
}

void read_guid(Entry& entry, pugi::xml_node item, View url) {
    auto guid = item.child("guid");
    entry.id = inner(guid);
    View says = guid.attribute("isPermaLink").value();
    bool claimed = guid && (says.empty() || says == "true");
    entry.permalink = claimed && (entry.id.starts_with("http://") || entry.id.starts_with("https://"));
    if (guid) entry.details["is_permalink"] = says.empty() ? std::string("true") : std::string(says);
    if (entry.id.empty()) entry.id = resolved(item, attribute(item, "about"), url);
}

void item_details(Entry& entry, pugi::xml_node item, View url) {
    if (auto comments = address(item, "comments", url); !comments.empty())
        entry.details["comments"] = comments;
    if (auto author = inner(item, "author"); !author.empty()) entry.details["author_raw"] = author;
    if (auto source = item.child("source"))
        entry.details["source"] = {{"title", inner(source)},
                                   {"url", resolved(source, attribute(source, "url"), url)}};
    if (auto all = domains(item); !all.empty()) entry.details["category_details"] = all;
    keep_unknown(entry.details, item, item_names);
}

Entry decode_item(pugi::xml_node item, View url) {
    Entry entry;
    entry.base = base_of(item, url);
    entry.title.value = inner(item, "title");
    entry.summary.value = inner(item, "description");
    read_links(entry, item, url);
    read_guid(entry, item, url);
    entry.published = date(inner(item, "pubDate"));
    entry.categories = texts(item, "category");
    entry.language = language_of(item);
    if (auto author = author_of(inner(item, "author")); !author.empty())
        entry.authors.push_back(std::move(author));
    for (auto node : item.children("enclosure")) {
        auto where = resolved(node, attribute(node, "url"), url);
        if (!where.empty() && entry.enclosures.size() < 50)
            entry.enclosures.push_back({where, attribute(node, "type"), attribute(node, "length")});
    }
    item_details(entry, item, url);
    read_modules(entry, item, url);
    if (entry.says_nothing()) entry.raw = "<rss><channel>" + source_of(item) + "</channel></rss>";
    return entry;
}
}  // namespace

Author author_of(View text) {
    auto trim = [](View part) {
        while (!part.empty() && View(" \t\r\n\"'").find(part.front()) != View::npos) part.remove_prefix(1);
        while (!part.empty() && View(" \t\r\n\"'").find(part.back()) != View::npos) part.remove_suffix(1);
        return part;
    };
    auto open = text.find_first_of("(<");
    auto close = text.find_first_of(")>", open == text.npos ? 0 : open);
    auto before = trim(text.substr(0, open));
    auto inside =
        open == text.npos || close == text.npos ? View() : trim(text.substr(open + 1, close - open - 1));
    if (inside.starts_with("mailto:")) inside.remove_prefix(7);
    auto is_address = [](View part) {
        return part.find('@') != View::npos && part.find_first_of(" <>") == View::npos;
    };
    if (is_address(before)) return {std::string(inside), std::string(before), {}, {}};
    if (is_address(inside)) return {std::string(before), std::string(inside), {}, {}};
    return {std::string(trim(text)), {}, {}, {}};
}

Feed decode_rss(pugi::xml_node root, View base_url) {
    auto channel = local_name(root) == "channel" ? root : root.child("channel");
    if (!channel) channel = root.child("Channel");
    Feed feed = read_channel(channel, root, base_url);
    for (auto parent : {channel, root, root.child("items")})
        for (auto item : parent.children("item")) {
            if (feed.entries.size() > max_entries) break;
            feed.entries.push_back(decode_item(item, base_url));
        }
    return feed;
}
}  // namespace channels::feed
