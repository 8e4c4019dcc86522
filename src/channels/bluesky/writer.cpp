#include "channels/bluesky/writer.hpp"

#include <algorithm>

#include "channels/bluesky/codec.hpp"
#include "channels/bluesky/facets.hpp"
#include "net/url.hpp"
#include "text/entities.hpp"
#include "text/language.hpp"

namespace channels::bluesky {
namespace {
constexpr std::string_view like_collection = "app.bsky.feed.like", repost_collection = "app.bsky.feed.repost",
                           follow_collection = "app.bsky.graph.follow";

Id id_of(const std::string& key) {
    auto id = Id::parse(key);
    if (!id) throw ChannelError(Fault::rejected, "This was given no key to be known by.");
    return *id;
}

json::object reference(const json::value& view) {
    return {{"uri", json::text(view, "uri")}, {"cid", json::text(view, "cid")}};
}

std::string page_of(const AtUri& post) {
    return "https://bsky.app/profile/" + post.authority + "/post/" + post.key;
}

Receipt sent(const AtUri& post) {
    return {Receipt::State::sent, post.text(), page_of(post)};
}

Receipt unsure(const std::string& what) {
    return {Receipt::State::unknown, "", "", what};
}

// The post that a link to the network's own page leads to: authority and key.
std::optional<AtUri> post_behind(const std::string& link) {
    constexpr std::string_view start = "https://bsky.app/profile/";
    auto target = text::target(link);
    if (!target.starts_with(start)) return std::nullopt;
    auto rest = target.substr(start.size());
    auto slash = rest.find("/post/");
    if (slash == rest.npos) return std::nullopt;
    auto key = rest.substr(slash + 6);
    return at_uri("at://" + rest.substr(0, slash) + "/" + std::string(post_collection) + "/" +
                  key.substr(0, key.find_first_of("/?#")));
}

json::object images(json::array all) {
    return {{"$type", "app.bsky.embed.images"}, {"images", std::move(all)}};
}
}  // namespace

Receipt Writer::send(const model::Outgoing& message) {
    AtUri place{api_.us().did, std::string(post_collection), tid(id_of(message.idempotency_key))};
    // "swapRecord": null: only if there is none yet. The same record again is no change.
    json::object input{{"repo", place.authority},
                       {"collection", place.collection},
                       {"rkey", place.key},
                       {"record", record(message)},
                       {"swapRecord", nullptr}};
    net::Fetched answer;
    try {
        answer = api_.ask("com.atproto.repo.putRecord", input);
    } catch (const net::FetchError& error) {
        if (surely_not_sent(error)) refuse(error);
        return unsure("The connection ended before the server said whether it has published this.");
    }
    if (answer.status >= 200 && answer.status <= 299) return sent(place);
    // It may have been published before whatever went wrong went wrong.
    if (answer.status >= 500)
        return unsure("The server answered " + std::to_string(answer.status) +
                      " and may have published this all the same.");
    if (error_name(answer) == "InvalidSwap" && look_for(message) == Sighting::found) return sent(place);
    refuse(answer, api_.host(), api_.now());
}

Sighting Writer::look_for(const model::Outgoing& message) {
    AtUri place{api_.us().did, std::string(post_collection), tid(id_of(message.idempotency_key))};
    auto found = our_record(place);
    const auto* record = found ? json::find(*found, {"value"}) : nullptr;
    if (!record) return Sighting::absent;
    // Two ids of one instant could share a key; then it is another message that stands there.
    bool ours = json::text(*record, "text").ends_with(message.text);
    return ours ? Sighting{Sighting::found, place.text(), page_of(place)} : Sighting::cannot_tell;
}

std::optional<json::value> Writer::our_record(const AtUri& place) {
    if (place.authority != api_.us().did) return std::nullopt;
    return api_.find("com.atproto.repo.getRecord",
                     {{"repo", place.authority}, {"collection", place.collection}, {"rkey", place.key}});
}

json::object Writer::record(const model::Outgoing& message) {
    auto text = addressed(message);
    json::object made{{"$type", post_collection}, {"text", text}, {"createdAt", message.sent_at.rfc3339()}};
    if (auto language = text::language(message.text); !language.empty())
        made["langs"] = json::array{json::value(language)};
    if (auto all = facets(text, [this](const auto& handle) { return did_of(handle); }); !all.empty())
        made["facets"] = std::move(all);
    if (!message.reply_to.empty()) made["reply"] = reply_to(message.reply_to);
    if (auto shown = embed(message); !shown.empty()) made["embed"] = std::move(shown);
    return made;
}

// An answer reaches whom it answers by itself; what begins a conversation has to name them.
std::string Writer::addressed(const model::Outgoing& message) {
    auto who = message.to.handle;
    if (!message.reply_to.empty() || who.empty() || who == api_.us().did) return message.text;
    auto name = "@" + (is_did(who) ? handle_of(who) : who);
    return message.text.find(name) != std::string::npos ? message.text : name + " " + message.text;
}

json::object Writer::reply_to(const std::string& parent) {
    auto view = existing(parent);
    if (const auto* viewer = json::find(view, {"viewer"}); viewer && json::boolean(*viewer, "replyDisabled"))
        throw ChannelError(Fault::rejected, "The author lets only some people answer this post, and not us.");
    const auto* root = json::find(view, {"record", "reply", "root"});
    return {{"root", root ? reference(*root) : reference(view)}, {"parent", reference(view)}};
}

json::object Writer::embed(const model::Outgoing& message) {
    json::array pictures;
    for (const auto& file : message.attachments) {
        if (!file.media_type.starts_with("image/"))
            throw ChannelError(Fault::rejected,
                               file.name + " is no picture; Bluesky takes only pictures from us.");
        pictures.push_back(
            json::object{{"image", api_.upload(file.media_type, file.bytes)}, {"alt", file.description}});
    }
    auto quote = quoted(message.text);
    if (quote.empty()) return pictures.empty() ? json::object{} : images(std::move(pictures));
    if (pictures.empty()) return quote;
    return {{"$type", "app.bsky.embed.recordWithMedia"},
            {"record", std::move(quote)},
            {"media", images(std::move(pictures))}};
}

// A link to a post shows that post below the words, as people are used to it there.
json::object Writer::quoted(const std::string& text) {
    for (const auto& link : text::values(text::entities(text), text::EntityKind::link)) {
        auto place = post_behind(link);
        if (place && is_handle(place->authority)) place->authority = did_of(place->authority);
        auto view = place && !place->authority.empty() ? post(place->text()) : std::nullopt;
        if (view) return {{"$type", "app.bsky.embed.record"}, {"record", reference(*view)}};
    }
    return {};
}

std::string Writer::did_of(const std::string& handle) try {
    return json::text(api_.get("com.atproto.identity.resolveHandle", {{"handle", handle}}), "did");
} catch (const ChannelError& error) {
    // "Unable to resolve handle": nobody is called so.
    if (error.fault() == Fault::rejected || error.fault() == Fault::gone) return {};
    throw;
}

std::string Writer::handle_of(const std::string& did) {
    return json::text(api_.get("app.bsky.actor.getProfile", {{"actor", did}}), "handle");
}

std::optional<json::value> Writer::post(const std::string& uri) {
    auto answer = api_.get("app.bsky.feed.getPosts", {{"uris", uri}});
    for (const auto& view : json::list(answer, "posts"))
        if (json::text(view, "uri") == uri) return view;
    return std::nullopt;
}

json::value Writer::existing(const std::string& uri) {
    if (auto found = post(uri)) return std::move(*found);
    // What we wrote a moment ago the network may not show yet; our own server has it.
    if (auto own = our_record(at_uri(uri).value_or(AtUri{}))) {
        auto view = reference(*own);
        if (const auto* record = json::find(*own, {"value"})) view["record"] = *record;
        return view;
    }
    throw ChannelError(Fault::gone, "The post that this is about is no longer there, or not for us.");
}

Receipt Writer::act(const model::Deed& deed) {
    using Act = model::Deed::Act;
    if (deed.act == Act::follow) return follow(deed);
    if (deed.act == Act::like || deed.act == Act::repost) return react(deed);
    if (deed.act != Act::erase) throw ChannelError(Fault::rejected, "A post on Bluesky cannot be edited.");
    erase(deed.target);
    return {Receipt::State::sent, ""};
}

// What was done from elsewhere counts: nobody likes a post twice.
Receipt Writer::react(const model::Deed& deed) {
    bool like = deed.act == model::Deed::Act::like;
    auto view = deed.undo ? post(deed.target) : existing(deed.target);
    const auto* viewer = view ? json::find(*view, {"viewer"}) : nullptr;
    auto known = viewer ? json::text(*viewer, like ? "like" : "repost") : "";
    if (deed.undo) {
        for (const auto& uri : {deed.remote_id, known}) erase(uri);
        return {Receipt::State::sent, ""};
    }
    if (!known.empty()) return {Receipt::State::sent, known};
    AtUri made{api_.us().did, std::string(like ? like_collection : repost_collection), tid(id_of(deed.key))};
    put(made, {{"subject", reference(*view)}, {"createdAt", id_of(deed.key).time().rfc3339()}});
    return {Receipt::State::sent, made.text()};
}

Receipt Writer::follow(const model::Deed& deed) {
    auto did = is_did(deed.who.handle) ? deed.who.handle : did_of(deed.who.handle);
    if (did.empty())
        throw ChannelError(Fault::rejected, "Nobody on Bluesky is called " + deed.who.handle + ".");
    auto profile = api_.find("app.bsky.actor.getProfile", {{"actor", did}});
    const auto* viewer = profile ? json::find(*profile, {"viewer"}) : nullptr;
    auto known = viewer ? json::text(*viewer, "following") : "";
    if (deed.undo) {
        for (const auto& uri : {deed.remote_id, known}) erase(uri);
        return {Receipt::State::sent, ""};
    }
    if (!known.empty()) return {Receipt::State::sent, known};
    AtUri made{api_.us().did, std::string(follow_collection), tid(id_of(deed.key))};
    put(made, {{"subject", did}, {"createdAt", id_of(deed.key).time().rfc3339()}});
    return {Receipt::State::sent, made.text()};
}

// The same record again is no change.
void Writer::put(const AtUri& place, json::object record) {
    record["$type"] = place.collection;
    api_.call("com.atproto.repo.putRecord", json::object{{"repo", place.authority},
                                                         {"collection", place.collection},
                                                         {"rkey", place.key},
                                                         {"record", std::move(record)}});
}

// Deleting what is not there is no error over there either.
void Writer::erase(const std::string& uri) {
    auto place = at_uri(uri);
    if (!place || place->authority != api_.us().did) return;
    api_.call(
        "com.atproto.repo.deleteRecord",
        json::object{{"repo", place->authority}, {"collection", place->collection}, {"rkey", place->key}});
}

std::vector<model::Inbound> Writer::history(const std::string& did, std::size_t count) {
    auto answer = api_.get("app.bsky.feed.getAuthorFeed",
                           {{"actor", did}, {"limit", std::to_string(std::min<std::size_t>(count, 100))}});
    Batch batch;
    for (const auto& each : json::list(answer, "feed"))
        if (const auto* view = json::find(each, {"post"}); view && !json::find(each, {"reason"}))
            take_post(*view, {api_.us().did}, Heard::heard, batch);
    for (auto& each : batch.items) each.addressed = false;
    return std::move(batch.items);
}
}  // namespace channels::bluesky
