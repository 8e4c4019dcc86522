#include "channels/mastodon/writer.hpp"

#include <algorithm>

#include "channels/dates.hpp"
#include "channels/mastodon/content.hpp"
#include "net/url.hpp"
#include "text/same_words.hpp"

namespace channels::mastodon {
namespace {
constexpr std::int64_t clocks_apart_ms = 5 * minute_ms;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool names(const std::string& text, const std::string& handle) {
    auto all = lower(text);
    for (auto at = all.find(handle); at != all.npos; at = all.find(handle, at + 1)) {
        auto end = at + handle.size();
        bool whole = end >= all.size() || !(std::isalnum(static_cast<unsigned char>(all[end])) ||
                                            all[end] == '.' || all[end] == '-' || all[end] == '_');
        // A full stop may end the sentence.
        if (whole || (all[end] == '.' && (end + 1 >= all.size() || all[end + 1] == ' '))) return true;
    }
    return false;
}

json::object poll(const model::Poll& asked) {
    json::array options;
    for (const auto& each : asked.options) options.emplace_back(each);
    return {{"options", options}, {"multiple", asked.multiple}, {"expires_in", asked.seconds}};
}

Receipt receipt(const json::value& status) {
    return {Receipt::State::sent, lasting_id(json::text(status, "id")), json::text(status, "url")};
}

Receipt unsure(const std::string& what) {
    return {Receipt::State::unknown, "", "", what};
}

Receipt done() {
    return {Receipt::State::sent, ""};
}

bool is_it(const OwnPosts::Post& post, const model::Outgoing& sent, const std::string& us) {
    return post.at + clocks_apart_ms > sent.sent_at && post.reply_to == sent.reply_to &&
           text::same_words(addressed(sent, us), post.text);
}
}  // namespace

std::string addressed(const model::Outgoing& message, const std::string& us) {
    std::string before;
    auto add = [&](const model::Handle& who) {
        if (who.handle.empty() || who.handle == us || names(message.text, who.handle)) return;
        if (!names(before, who.handle)) before += who.handle + " ";
    };
    add(message.to);
    for (const auto& each : message.copied) add(each);
    return before + message.text;
}

json::object Writer::body(const model::Outgoing& message) {
    json::object body{{"status", addressed(message, place_.handle)},
                      {"visibility", visibility(message.audience.empty() ? "direct" : message.audience)}};
    if (!message.reply_to.empty()) body["in_reply_to_id"] = message.reply_to;
    if (!message.subject.empty()) body["spoiler_text"] = message.subject, body["sensitive"] = true;
    if (message.poll) body["poll"] = poll(*message.poll);
    return body;
}

Receipt Writer::send(const model::Outgoing& message) {
    auto what = body(message);
    json::array media;
    for (const auto& file : message.attachments)
        media.emplace_back(api_.upload({file.name, file.media_type, file.bytes, file.description}));
    if (!media.empty()) what["media_ids"] = std::move(media);
    net::Fetched answer;
    try {
        answer = api_.ask(api_.request(net::Method::post, "/api/v1/statuses", what, message.idempotency_key));
    } catch (const net::FetchError& error) {
        if (surely_not_sent(error)) throw ChannelError(Fault::retry_later, error.text(), {}, error.detail());
        return unsure("The connection ended before the server said whether it has published this.");
    }
    // It may have been published before whatever went wrong went wrong.
    if (answer.status >= 500)
        return unsure("The server answered " + std::to_string(answer.status) +
                      " and may have published this all the same.");
    auto parsed = json::parse(answer.body);
    if (answer.status < 200 || answer.status > 299) refuse(answer, api_.base(), clock_.now());
    if (!parsed || json::text(*parsed, "id").empty())
        return unsure("The server took this, but its answer cannot be understood.");
    return receipt(*parsed);
}

Sighting Writer::look_for(const model::Outgoing& message) {
    // Where the list shows only what everybody may see, it cannot say that something else is not there.
    bool complete = place_.lists_all || message.audience == "public" || message.audience == "unlisted";
    auto since = message.sent_at - clocks_apart_ms;
    for (const auto& post : own_.since(complete ? since : clock_.now(), api_, place_.origin.me, clock_.now()))
        if (is_it(post, message, place_.handle)) return {Sighting::found, post.id, post.url};
    return complete && own_.reaches(since) ? Sighting::absent : Sighting::cannot_tell;
}

Receipt Writer::act(const model::Deed& deed) {
    using Act = model::Deed::Act;
    if (deed.act == Act::follow) return follow(deed);
    if (deed.act == Act::edit) return edit(deed);
    if (deed.act == Act::erase) return erase(deed);
    auto way = deed.act == Act::like ? (deed.undo ? "unfavourite" : "favourite")
                                     : (deed.undo ? "unreblog" : "reblog");
    api_.post("/api/v1/statuses/" + net::escape(deed.target) + "/" + way, json::object{});
    return done();
}

Receipt Writer::follow(const model::Deed& deed) {
    auto id = account_id(deed.who.handle);
    api_.post("/api/v1/accounts/" + net::escape(id) + (deed.undo ? "/unfollow" : "/follow"), json::object{});
    return done();
}

Receipt Writer::edit(const model::Deed& deed) {
    auto before = api_.get("/api/v1/statuses/" + net::escape(deed.target));
    if (const auto* asked = json::find(before, {"poll"}); asked && asked->is_object())
        throw ChannelError(Fault::rejected, "A post with a poll cannot be edited: its votes would be lost.");
    json::object body{{"status", addressed(deed.words, place_.handle)}, {"spoiler_text", deed.words.subject}};
    // What is not named would be taken out of the post.
    json::array media;
    for (const auto& each : json::list(before, "media_attachments"))
        media.emplace_back(json::text(each, "id"));
    if (!media.empty()) body["media_ids"] = std::move(media);
    auto answer = api_.put("/api/v1/statuses/" + net::escape(deed.target), body);
    return {Receipt::State::sent, "", json::text(answer, "url")};
}

Receipt Writer::erase(const model::Deed& deed) {
    try {
        api_.erase("/api/v1/statuses/" + net::escape(deed.target));
    } catch (const ChannelError& error) {
        if (error.fault() != Fault::gone) throw;
        // Gone already, or a server that knows no deleting by its API?
        if (api_.find("/api/v1/statuses/" + net::escape(deed.target)))
            throw ChannelError(Fault::rejected,
                               api_.base() + " does not let programs delete posts. Delete it there.");
    }
    return done();
}

std::vector<model::Inbound> Writer::history(const std::string& handle, std::size_t count) {
    auto path = "/api/v1/accounts/" + net::escape(account_id(handle)) + "/statuses";
    auto answer = api_.get(
        path, {{"limit", std::to_string(std::min<std::size_t>(count, 40))}, {"exclude_reblogs", "true"}});
    Batch batch;
    if (answer.is_array())
        for (const auto& each : answer.get_array()) take_status(each, place_.origin, batch);
    for (auto& each : batch.items) each.addressed = false;
    return std::move(batch.items);
}

std::string Writer::account_id(const std::string& handle) {
    auto name = handle.starts_with('@') ? handle.substr(1) : handle;
    auto known = api_.find("/api/v1/accounts/lookup", {{"acct", name}});
    if (known && !json::text(*known, "id").empty()) return json::text(*known, "id");
    auto found = api_.get("/api/v2/search", {{"q", name}, {"resolve", "true"}, {"type", "accounts"}});
    for (const auto& each : json::list(found, "accounts"))
        if (account(each, place_.origin).handle == handle) return json::text(each, "id");
    throw ChannelError(Fault::rejected, "The server does not find " + handle + ".");
}
}  // namespace channels::mastodon
