#include "channels/bluesky/codec.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/bluesky/content.hpp"
#include "channels/bluesky/syntax.hpp"
#include "channels/dates.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/names.hpp"

namespace channels::bluesky {
namespace {
using View = std::string_view;
constexpr std::size_t most_recipients = 100, longest_id = 900;

std::string uri(const json::value& from, View key) {
    auto text = words(from, key);
    return text.size() <= longest_id && at_uri(text) ? text : "";
}

std::string uri_in(const json::value& from, std::initializer_list<View> path) {
    const auto* found = json::find(from, path);
    return found ? uri(*found, "uri") : "";
}

Time time(const json::value& from, View key) {
    return read_date(words(from, key)).value_or(Time{});
}

std::string owner(const std::string& of) {
    auto parsed = at_uri(of);
    return parsed ? parsed->authority : "";
}

model::Poison poison(const json::value& view, View why) {
    auto raw = json::serialize(view);
    auto known = uri(view, "uri");
    return {known.empty() ? "unreadable-" + std::to_string(stable_hash(raw)) : known,
            std::string(prefix(raw, 1u << 20)), std::string(why)};
}

std::string_view why_unreadable(const json::value& view) {
    if (!view.is_object()) return "It is no post: a post is a JSON object.";
    if (uri(view, "uri").empty()) return "It has no address (uri).";
    const auto* author = json::find(view, {"author"});
    if (!author || account(*author).handle.empty()) return "It does not say who wrote it.";
    const auto* record = json::find(view, {"record"});
    if (!record || !record->is_object()) return "It has no record.";
    if (words(*record, "$type") != post_collection) return "Its record is no post.";
    const auto* said = json::find(*record, {"text"});
    if (!said || !said->is_string()) return "It has no text.";
    if (!time(*record, "createdAt") && !time(view, "indexedAt")) return "Its time cannot be understood.";
    return {};
}

// What the author claims, unless the network saw it earlier than that.
Time said_at(const json::value& view, const json::value& record) {
    auto claimed = time(record, "createdAt"), seen = time(view, "indexedAt");
    return !seen ? claimed : !claimed ? seen : std::min(claimed, seen);
}

// For the eyes of people: the key of a post is the last part of its address.
std::string address_of(const std::string& post) {
    auto parsed = at_uri(post);
    return "https://bsky.app/profile/" + parsed->authority + "/post/" + parsed->key;
}

json::array tags(const json::value& record) {
    json::array all;
    auto add = [&](const std::string& tag) {
        if (!tag.empty() && all.size() < 100) all.emplace_back(tag);
    };
    for (const auto& facet : json::list(record, "facets"))
        for (const auto& feature : json::list(facet, "features"))
            if (words(feature, "$type") == "app.bsky.richtext.facet#tag") add(line(feature, "tag", 200));
    for (const auto& each : json::list(record, "tags"))
        if (each.is_string()) add(std::string(prefix(text::collapse(View(each.get_string())), 200)));
    return all;
}

void read_details(model::Inbound& message, const json::value& view, const json::value& record) {
    if (auto all = tags(record); !all.empty()) message.extra["tags"] = std::move(all);
    message.extra["bluesky"] = json::object{{"cid", line(view, "cid", 256)}};
    for (const auto& each : json::list(record, "langs"))
        if (each.is_string() && is_language(View(each.get_string()))) {
            message.language = each.get_string();
            break;
        }
}

std::vector<model::Handle> recipients(const Refers& said, const Origin& origin) {
    std::vector<model::Handle> all;
    for (const auto& did : said.mentions)
        if (did != origin.did && all.size() < most_recipients) all.push_back({"bluesky", did});
    return all;
}

model::Inbound read_message(const json::value& view, const json::value& record, const Origin& origin) {
    model::Inbound m;
    auto said = refers(record);
    m.remote_id = uri(view, "uri"), m.author = account(*json::find(view, {"author"}));
    m.recipients = recipients(said, origin);
    m.direction = m.author.handle == origin.did ? model::Direction::outbound : model::Direction::inbound;
    m.visibility = model::Visibility::public_, m.audience = "public";
    m.sent_at = said_at(view, record), m.url = address_of(m.remote_id);
    if (!said.parent.empty()) m.reply_to = {said.parent};
    if (!said.root.empty() && said.root != said.parent) m.reply_to.push_back(said.root);
    m.text = text_of(record), m.subject = warning(view);
    read_details(m, view, record);
    if (const auto* embed = json::find(view, {"embed"})) read_embed(m, *embed);
    return m;
}

// The network shows a handle only when the name on the web leads to the account and the account's document to
// the name: it is proven. Names that are lent to everybody say nothing about a site.
std::vector<model::Claim> domain(const std::string& handle) {
    if (handle.ends_with(".bsky.social")) return {};
    return {{model::Claim::Kind::domain, handle, true}};
}

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}
}  // namespace

model::Handle account(const json::value& profile) {
    auto did = words(profile, "did");
    if (did.size() > longest_id || !is_did(did)) return {};
    auto handle = lower(words(profile, "handle"));
    // "handle.invalid" stands where a handle does not lead back to its account.
    bool known = is_handle(handle) && handle != "handle.invalid";
    auto name = text::display_name(words(profile, "displayName"));
    if (name.empty() && known) name = handle;
    return {"bluesky",
            did,
            std::string(prefix(name, 200)),
            std::string(prefix(words(profile, "avatar"), 2'000)),
            known ? "@" + handle : "",
            known ? domain(handle) : std::vector<model::Claim>{}};
}

bool Refers::to(const Origin& origin) const {
    return owner(parent) == origin.did || owner(quoted) == origin.did ||
           std::find(mentions.begin(), mentions.end(), origin.did) != mentions.end();
}

Refers refers(const json::value& record) {
    Refers found{uri_in(record, {"reply", "parent"}),
                 uri_in(record, {"reply", "root"}),
                 uri_in(record, {"embed", "record"}),
                 {}};
    if (found.quoted.empty()) found.quoted = uri_in(record, {"embed", "record", "record"});
    for (const auto& facet : json::list(record, "facets"))
        for (const auto& feature : json::list(facet, "features")) {
            auto did = words(feature, "did");
            bool fits = did.size() <= longest_id && is_did(did) && found.mentions.size() < most_recipients;
            bool known = std::find(found.mentions.begin(), found.mentions.end(), did) != found.mentions.end();
            if (fits && !known) found.mentions.push_back(std::move(did));
        }
    return found;
}

std::variant<model::Inbound, model::Poison> message(const json::value& view, const Origin& origin) {
    if (auto why = why_unreadable(view); !why.empty()) return poison(view, why);
    return read_message(view, *json::find(view, {"record"}), origin);
}

void take_post(const json::value& view, const Origin& origin, Heard heard, Batch& batch) {
    auto understood = message(view, origin);
    if (auto* bad = std::get_if<model::Poison>(&understood)) {
        batch.poison.push_back(std::move(*bad));
        return;
    }
    auto& item = std::get<model::Inbound>(understood);
    bool ours = item.direction == model::Direction::outbound;
    bool to_nobody = ours && item.reply_to.empty() && item.recipients.empty();
    item.addressed =
        ours ? !to_nobody : heard == Heard::addressed || refers(*json::find(view, {"record"})).to(origin);
    batch.items.push_back(std::move(item));
}

bool take_reaction(const json::value& from, Batch& batch) {
    using Kind = model::Reaction::Kind;
    auto reason = words(from, "reason");
    const auto* who = json::find(from, {"author"});
    model::Reaction made;
    if (reason.starts_with("like"))
        made.kind = Kind::like;
    else if (reason.starts_with("repost"))
        made.kind = Kind::repost;
    else if (reason == "follow")
        made.kind = Kind::follow;
    else
        return false;
    if (who) made.who = account(*who);
    if (made.kind != Kind::follow) made.target = uri_in(from, {"record", "subject"});
    if (made.who.handle.empty() || (made.kind != Kind::follow && made.target.empty())) return true;
    made.at = time(from, "indexedAt");
    made.remote_id = std::string(model::name(made.kind)) + ":" + made.who.handle + ":" + made.target;
    if (made.remote_id.size() <= 1'000) batch.reactions.push_back(std::move(made));
    return true;
}

std::string speaks(const json::value& notification) {
    auto reason = words(notification, "reason");
    bool words_for_us = reason == "mention" || reason == "reply" || reason == "quote";
    return words_for_us ? uri(notification, "uri") : "";
}

std::string canonical(View typed) {
    auto handle = text::collapse(typed);
    for (View start : {"https://bsky.app/profile/", "at://", "@"})
        if (handle.starts_with(start)) handle.erase(0, start.size());
    handle = handle.substr(0, handle.find('/'));
    if (is_did(handle) && handle.size() <= longest_id) return handle;
    if (!is_handle(handle))
        throw Error{Code::bad_request, "Write the handle as Bluesky shows it: @ana.town.example."};
    return lower(handle);
}

std::variant<model::Inbound, model::Poison> decode_raw(View raw, const ChannelConfig& config) {
    auto parsed = json::parse(raw);
    if (!parsed) return model::Poison{"", std::string(prefix(raw, 1u << 20)), "It is not well-formed JSON."};
    return message(*parsed, {config.option("did")});
}
}  // namespace channels::bluesky
