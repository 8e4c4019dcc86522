#include "channels/feed/messages.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/feed/codec.hpp"
#include "channels/feed/links.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"
#include "text/language.hpp"
#include "text/names.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;
constexpr std::size_t max_markup = 1u << 20, max_text = 256u << 10, max_subject = 500, max_remote_id = 1000;

bool is_markup_type(View type) {
    return type == "html" || type == "xhtml" || type == "text/html";
}

// RSS never says: a tag or an entity decides.
bool looks_like_markup(View value) {
    for (auto at = value.find_first_of("<&"); at != value.npos; at = value.find_first_of("<&", at + 1)) {
        auto end = value.find_first_of(value[at] == '<' ? ">" : "; \n", at);
        if (end == value.npos || at + 1 >= value.size()) continue;
        char next = value[at + 1];
        bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        if (letter || next == (value[at] == '<' ? '/' : '#')) return value[end] == '>' || value[end] == ';';
    }
    return false;
}

bool is_markup(const Text& text) {
    return is_markup_type(text.type) || (text.type.empty() && looks_like_markup(text.value));
}

std::string plain(const Text& text) {
    return is_markup(text) ? text::to_text(prefix(text.value, max_markup)) : text.value;
}

std::string one_line(const Text& text, std::size_t limit) {
    return std::string(prefix(text::collapse(plain(text)), limit));
}

const Text& body(const Entry& entry) {
    return entry.content.value.empty() ? entry.summary : entry.content;
}

void fill_body(model::Inbound& message, const Entry& entry) {
    const auto& text = body(entry);
    message.text = std::string(prefix(plain(text), max_text));
    if (!is_markup(text)) return;
    auto whole = absolute_links(prefix(text.value, max_markup), entry.link.empty() ? entry.base : entry.link);
    message.html = text::sanitise(whole).html;
}

std::string web_address(View text) {
    auto url = net::parse_url(text);
    return url ? url->text : std::string();
}

std::string named_after(View feed_url, View name) {
    auto address = web_address(feed_url);
    if (address.empty()) address = feed_url;
    return name.empty() ? address : address + "#" + text::fold(text::collapse(name));
}

std::string handle_of(const Author& author, View feed_url) {
    if (auto address = web_address(author.url); !address.empty()) return address;
    if (author.email.find('@') != std::string::npos) return text::fold(author.email);
    return named_after(feed_url, author.name);
}

model::Handle handle(const Feed& feed, const Entry& entry, const Origin& origin) {
    const auto& authors = entry.authors.empty() ? feed.authors : entry.authors;
    Author author = authors.empty() ? Author{} : authors[0];
    auto name = text::display_name(is_markup({author.name, {}}) ? text::to_text(author.name) : author.name);
    if (name.empty()) name = text::display_name(author.email);
    if (name.empty()) name = text::display_name(one_line(feed.title, max_subject));
    return {"feed", std::string(prefix(handle_of(author, origin.url), max_remote_id)), name, author.avatar};
}

std::string remote_id(const Entry& entry) {
    auto id = !entry.id.empty() ? entry.id : entry.link;
    if (!id.empty() && id.size() <= max_remote_id) return id;
    auto text = id + '\n' + entry.title.value + '\n' + body(entry).value + '\n' + entry.published.raw;
    return "sha256:" + hex(sha256(text));
}

Time sent_at(const Feed& feed, const Entry& entry, const Origin& origin) {
    for (auto time : {entry.published.time, entry.updated.time, feed.updated.time})
        if (time) return time;
    return origin.fetched_at;
}

json::object extra(const Feed& feed, const Entry& entry) {
    json::object out;
    auto title = one_line(feed.title, max_subject);
    if (!title.empty()) out["feed"] = title;
    if (!entry.categories.empty())
        out["categories"] = json::array(entry.categories.begin(), entry.categories.end());
    json::array enclosures;
    for (const auto& each : entry.enclosures)
        enclosures.push_back({{"url", each.url}, {"type", each.type}, {"length", each.length}});
    if (!enclosures.empty()) out["enclosures"] = std::move(enclosures);
    if (!entry.image.url.empty()) out["image"] = entry.image.url;
    const auto& authors = entry.authors.empty() ? feed.authors : entry.authors;
    if (!authors.empty() && !authors[0].email.empty()) out["author_email"] = authors[0].email;
    if (entry.updated.time) out["updated"] = entry.updated.time.rfc3339();
    for (const char* key : {"comments", "place"})
        if (auto* found = entry.details.if_contains(key)) out[key] = *found;
    return out;
}

}  // namespace

std::variant<model::Inbound, model::Poison> message(const Feed& feed, const Entry& entry,
                                                    const Origin& origin) {
    if (entry.says_nothing())
        return model::Poison{remote_id(entry), entry.raw, "The entry has no title, no text and no link."};
    model::Inbound message{.remote_id = remote_id(entry),
                           .author = handle(feed, entry, origin),
                           .visibility = model::Visibility::public_,
                           .sent_at = sent_at(feed, entry, origin),
                           .subject = one_line(entry.title, max_subject),
                           .url = entry.link.empty() && entry.permalink ? entry.id : entry.link,
                           .reply_to = entry.in_reply_to,
                           .extra = extra(feed, entry)};
    fill_body(message, entry);
    message.language =
        !entry.language.empty() ? std::string(prefix(entry.language, 35)) : text::language(message.text);
    return message;
}

std::variant<model::Inbound, model::Poison> decode_raw(View raw, const ChannelConfig& config) {
    auto result = decode(raw, {}, config.option("url"));
    auto* feed = std::get_if<Feed>(&result);
    if (feed && !feed->entries.empty()) return message(*feed, feed->entries[0], {config.option("url"), {}});
    return model::Poison{"sha256:" + hex(sha256(raw)), std::string(raw),
                         "The entry still cannot be understood."};
}

std::uint64_t fingerprint(const model::Inbound& message) {
    return stable_hash(message.subject + '\0' + message.text + '\0' + message.html + '\0' + message.url);
}

std::string canonical(View handle) {
    auto wanted = text::collapse(handle);
    bool mail = wanted.find('@') != wanted.npos && wanted.find_first_of("/: ") == wanted.npos;
    if (mail) return text::fold(wanted);
    auto hash = wanted.find('#');
    auto address = wanted.substr(0, hash);
    if (address.find("://") == address.npos) address = "https://" + address;
    auto url = address.find('.') == address.npos ? std::string() : web_address(address);
    if (url.empty())
        throw Error{Code::bad_request,
                    "\"" + wanted + "\" is no author of a feed: give a web address or a mail address."};
    return named_after(url, hash == wanted.npos ? View() : View(wanted).substr(hash + 1));
}
}  // namespace channels::feed
