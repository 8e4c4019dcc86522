#include <algorithm>

#include "base/encoding.hpp"
#include "channels/feed/decoders.hpp"
#include "channels/feed/links.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

// "html", "xhtml", "text" or a media type, whichever version of Atom says it.
std::string content_type(pugi::xml_node node) {
    std::string type = attribute(node, "type");
    View mode = node.attribute("mode").value();
    if (mode == "base64") return "base64";
    if (type == "text/html") return "html";
    if (type == "application/xhtml+xml") return "xhtml";
    if (type == "text/plain" || type.empty()) return "text";
    return type;
}

bool is_xml_type(View type) {
    return type.ends_with("+xml") || type.ends_with("/xml");
}

bool is_text_type(View type) {
    return type == "text" || type == "html" || type.starts_with("text/") || type == "application/json" ||
           type == "application/javascript";
}

bool blank(pugi::xml_node node) {
    return node.type() != pugi::node_element && View(node.value()).find_first_not_of(" \t\r\n") == View::npos;
}

// XHTML comes in a <div> that is not part of it; the node itself when there is none.
pugi::xml_node without_wrapper(pugi::xml_node node) {
    pugi::xml_node wrapper;
    for (auto child : node.children()) {
        if (blank(child)) continue;
        if (wrapper || local_name(child) != "div") return node;
        wrapper = child;
    }
    return wrapper ? wrapper : node;
}

bool has_elements(pugi::xml_node node) {
    return std::ranges::any_of(node.children(),
                               [](auto child) { return child.type() == pugi::node_element; });
}

// Some programs put that <div> around escaped HTML too.
std::string html(pugi::xml_node node) {
    auto inside = without_wrapper(node);
    return inner(has_elements(inside) ? node : inside);
}

std::string from_base64_or_as_is(std::string text) {
    auto bytes = from_base64(text);
    return bytes && is_utf8(*bytes) ? to_utf8(*bytes) : text;
}

std::string value_of(pugi::xml_node node, View type) {
    if (type == "xhtml") return markup(without_wrapper(node));
    if (type == "html") return html(node);
    if (is_xml_type(type)) return markup(node);
    if (is_text_type(type)) return inner(node);
    return from_base64_or_as_is(inner(node));
}

std::vector<Author> authors(pugi::xml_node parent, const char* name, View url) {
    std::vector<Author> found;
    for (auto node : parent.children(name)) {
        auto author = atom_author(node, url);
        if (!author.empty() && found.size() < 50) found.push_back(std::move(author));
    }
    return found;
}

std::vector<Link> links(pugi::xml_node parent, View url) {
    std::vector<Link> found;
    for (auto node : parent.children("atom:link"))
        if (found.size() < 100) found.push_back(atom_link(node, url));
    return found;
}

// The page for humans among the links: an alternate one, HTML rather than anything else.
std::string page(const std::vector<Link>& links) {
    const Link* best = nullptr;
    for (const auto& each : links) {
        if (each.rel != "alternate" || each.href.empty()) continue;
        bool html = each.type.empty() || each.type.find("html") != std::string::npos;
        bool best_html = best && (best->type.empty() || best->type.find("html") != std::string::npos);
        if (!best || (html && !best_html)) best = &each;
    }
    return best ? best->href : std::string();
}

std::string with_rel(const std::vector<Link>& links, View rel) {
    for (const auto& each : links)
        if (each.rel == rel) return each.href;
    return {};
}

std::vector<std::string> categories(pugi::xml_node parent) {
    std::vector<std::string> found;
    for (auto node : parent.children("atom:category")) {
        auto label = attribute(node, "label"), term = attribute(node, "term");
        auto name = !label.empty() ? label : !term.empty() ? term : inner(node);
        if (!name.empty() && found.size() < 200) found.push_back(std::move(name));
    }
    return found;
}

json::array category_details(pugi::xml_node parent) {
    json::array all;
    for (auto node : parent.children("atom:category")) {
        json::object one;
        for (auto each : node.attributes()) one[each.name()] = each.value();
        if (all.size() < 200) all.push_back(std::move(one));
    }
    return all;
}

json::object generator_details(pugi::xml_node node, View url) {
    json::object out{{"value", inner(node)}};
    auto uri = attribute(node, "uri");
    if (uri.empty()) uri = attribute(node, "url");
    if (!uri.empty()) out["uri"] = absolute(base_of(node, url), uri);
    if (auto version = attribute(node, "version"); !version.empty()) out["version"] = version;
    return out;
}

pugi::xml_node first(pugi::xml_node parent, std::initializer_list<const char*> names) {
    for (auto* name : names)
        if (auto node = parent.child(name)) return node;
    return {};
}

std::string address(pugi::xml_node node, View url) {
    return node ? absolute(base_of(node, url), inner(node)) : std::string();
}

void keep_unknown(json::object& details, pugi::xml_node parent) {
    json::object extensions;
    for (auto child : parent.children())
        if (child.type() == pugi::node_element && prefix_name(child) != "atom") keep(extensions, child);
    if (!extensions.empty()) details["extensions"] = std::move(extensions);
}

// What a feed and the <source> of an entry have in common.
Feed head(pugi::xml_node node, View url) {
    Feed feed;
    feed.title = atom_text(node.child("atom:title"), url);
    feed.description = atom_text(first(node, {"atom:subtitle", "atom:tagline", "atom:info"}), url);
    feed.links = links(node, url);
    feed.link = page(feed.links);
    feed.feed_link = with_rel(feed.links, "self");
    feed.language = language_of(node);
    feed.copyright = atom_text(first(node, {"atom:rights", "atom:copyright"}), url).value;
    feed.updated = date(inner(first(node, {"atom:updated", "atom:modified"})));
    feed.published = date(inner(first(node, {"atom:published", "atom:issued"})));
    feed.authors = authors(node, "atom:author", url);
    feed.contributors = authors(node, "atom:contributor", url);
    feed.categories = categories(node);
    feed.image.url = address(first(node, {"atom:logo", "atom:icon"}), url);
    return feed;
}

void head_details(Feed& feed, pugi::xml_node node, View url) {
    if (auto id = node.child("atom:id")) feed.details["id"] = absolute(base_of(id, url), inner(id));
    if (auto icon = node.child("atom:icon")) feed.details["icon"] = address(icon, url);
    if (auto logo = node.child("atom:logo")) feed.details["logo"] = address(logo, url);
    if (auto all = category_details(node); !all.empty()) feed.details["category_details"] = all;
    if (auto generator = node.child("atom:generator")) {
        feed.details["generator_details"] = generator_details(generator, url);
        feed.generator = inner(generator);
    }
    keep_unknown(feed.details, node);
}

json::array names_of(const std::vector<Author>& authors) {
    json::array out;
    for (const auto& each : authors) {
        json::object one;
        if (!each.name.empty()) one["name"] = each.name;
        if (!each.email.empty()) one["email"] = each.email;
        if (!each.url.empty()) one["url"] = each.url;
        out.push_back(std::move(one));
    }
    return out;
}

// The feed from which an aggregator took the entry.
json::object source(pugi::xml_node node, View url) {
    Feed feed = head(node, url);
    head_details(feed, node, url);
    json::object out = std::move(feed.details);
    auto put = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    put("title", feed.title.value);
    put("subtitle", feed.description.value);
    put("rights", feed.copyright);
    put("link", feed.link);
    put("updated", feed.updated.raw);
    if (!feed.authors.empty()) out["authors"] = names_of(feed.authors);
    if (!feed.contributors.empty()) out["contributors"] = names_of(feed.contributors);
    return out;
}

void entry_details(Entry& entry, pugi::xml_node node, View url) {
    if (auto rights = atom_text(first(node, {"atom:rights", "atom:copyright"}), url); !rights.value.empty())
        entry.details["rights"] = rights.value;
    if (auto all = category_details(node); !all.empty()) entry.details["category_details"] = all;
    if (auto from = node.child("atom:source")) entry.details["source"] = source(from, url);
    if (auto src = attribute(node.child("atom:content"), "src"); !src.empty())
        entry.details["content_src"] = absolute(base_of(node.child("atom:content"), url), src);
    keep_unknown(entry.details, node);
}

Entry decode_entry(pugi::xml_node node, View url) {
    Entry entry;
    entry.base = base_of(node, url);
    if (auto id = node.child("atom:id")) entry.id = absolute(base_of(id, ""), inner(id));
    entry.title = atom_text(node.child("atom:title"), url);
    entry.summary = atom_text(node.child("atom:summary"), url);
    entry.content = atom_text(node.child("atom:content"), url);
    entry.links = links(node, url);
    entry.link = page(entry.links);
    entry.published = date(inner(first(node, {"atom:published", "atom:issued", "atom:created"})));
    entry.updated = date(inner(first(node, {"atom:updated", "atom:modified"})));
    entry.authors = authors(node, "atom:author", url);
    if (entry.authors.empty()) entry.authors = authors(node.child("atom:source"), "atom:author", url);
    entry.contributors = authors(node, "atom:contributor", url);
    entry.categories = categories(node);
    entry.language = language_of(node);
    for (const auto& each : entry.links)
        if (each.rel == "enclosure") entry.enclosures.push_back({each.href, each.type, each.length});
    read_modules(entry, node, url);
    entry_details(entry, node, url);
    if (entry.says_nothing()) entry.raw = source_of(node);
    return entry;
}

std::string version_of(pugi::xml_node root) {
    std::string version = root.attribute("version").value();
    if (!version.empty()) return version;
    for (auto each : root.attributes())
        if (View(each.value()).find("purl.org/atom/") != View::npos) return "0.3";
    return "1.0";
}
}  // namespace

Author atom_author(pugi::xml_node node, View document_url) {
    Author author;
    for (auto child : node.children()) {
        auto name = local_name(child);
        if (name == "name") author.name = inner(child);
        if (name == "email") author.email = inner(child);
        if (name == "uri" || name == "url" || name == "homepage")
            author.url = absolute(base_of(child, document_url), inner(child));
    }
    if (author.empty() && !has_elements(node)) return author_of(inner(node));
    return author;
}

Link atom_link(pugi::xml_node node, View document_url) {
    Link link;
    auto href = attribute(node, "href");
    if (href.empty()) href = inner(node);
    auto base = base_of(node, document_url);
    if (!href.empty() || node.attribute("href")) link.href = href.empty() ? base : absolute(base, href);
    link.rel = attribute(node, "rel");
    if (link.rel.empty()) link.rel = "alternate";
    link.type = attribute(node, "type");
    link.title = attribute(node, "title");
    link.language = attribute(node, "hreflang");
    link.length = attribute(node, "length");
    return link;
}

Text atom_text(pugi::xml_node node, View document_url) {
    if (!node) return {};
    auto type = content_type(node);
    Text text{type == "base64" ? from_base64_or_as_is(inner(node)) : value_of(node, type), type};
    if (type == "text" && has_elements(node)) text.type = "html";
    if (type == "base64") text.type = text.value.find('<') == View::npos ? "text" : "html";
    bool is_markup = text.type == "html" || text.type == "xhtml";
    if (is_markup) text.value = absolute_links(text.value, base_of(node, document_url));
    return text;
}

Feed decode_atom(pugi::xml_node root, View base_url) {
    bool lone_entry = local_name(root) == "entry";
    Feed feed = lone_entry ? Feed{} : head(root, base_url);
    feed.type = "atom";
    feed.version = version_of(root);
    if (!lone_entry) head_details(feed, root, base_url);
    read_modules(feed, root);
    if (lone_entry) feed.entries.push_back(decode_entry(root, base_url));
    for (auto node : root.children("atom:entry")) {
        if (feed.entries.size() > max_entries) break;
        feed.entries.push_back(decode_entry(node, base_url));
    }
    return feed;
}
}  // namespace channels::feed
