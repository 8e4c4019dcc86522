#include "channels/bluesky/reader.hpp"

#include <algorithm>
#include <set>

#include "channels/bluesky/content.hpp"
#include "channels/bluesky/syntax.hpp"
#include "channels/dates.hpp"
#include "channels/unite.hpp"

namespace channels::bluesky {
namespace {
constexpr std::size_t page_size = 100, feed_size = 50, pages = 2, posts_at_once = 25, explanations = 4;
constexpr std::int64_t most_tries = 6, overlap_ms = hour_ms;
constexpr std::uint64_t file_bytes = 16u << 20, batch_bytes = 32u << 20;
constexpr const char* most_ancestors = "20";

Time indexed(const json::value& item) {
    return read_date(json::text(item, "indexedAt")).value_or(Time{});
}

// Of whatever kind the network makes of a picture.
std::string picture_ending(const std::string& media_type) {
    if (!media_type.starts_with("image/")) return {};
    auto kind = media_type.substr(6);
    return kind == "jpeg" ? ".jpg" : kind == "png" || kind == "webp" || kind == "gif" ? "." + kind : "";
}

// When somebody put the newest label there.
Time labelled(const json::value& view) {
    Time newest{};
    for (const auto& each : json::list(view, "labels"))
        newest = std::max(newest, read_date(json::text(each, "cts")).value_or(Time{}));
    return newest;
}
}  // namespace

Batch Reader::look(State& state) {
    Batch batch;
    auto more = read_notifications(state, batch);
    read_feed(us_.did, state, batch);
    for (const auto& source : settings_.sources) search(source, state, batch);
    if (!state.pending.empty()) fetch({}, state, batch);
    look_again(state, batch);
    complete(batch, state);
    auto now = api_.now();
    state.next_at = more == More::yes ? now : now + settings_.pace_ms;
    const auto& rate = api_.rate();
    // The last requests of a window belong to the members who write.
    if (rate.remaining >= 0 && rate.remaining < 20 && rate.resets_at > now) state.next_at = rate.resets_at;
    return batch;
}

// Newest first, a few pages a look, until what was read before.
Reader::More Reader::read_notifications(State& state, Batch& batch) {
    bool first = !state.newest;
    for (std::size_t page = 0; page < pages; ++page) {
        auto answer = api_.get("app.bsky.notification.listNotifications",
                               {{"limit", std::to_string(page_size)}, {"cursor", state.gap}});
        const auto& all = json::list(answer, "notifications");
        if (state.gap.empty() && !all.empty()) state.newest = std::max(state.newest, indexed(all.front()));
        bool met = read_page(answer, state, batch);
        state.gap = json::text(answer, "cursor");
        bool before = !all.empty() && indexed(all.back()) + overlap_ms < state.until;
        if (met || before || all.empty() || state.gap.empty()) {
            state.gap.clear(), state.until = state.newest;
            return More::no;
        }
    }
    // At first a few pages back are enough.
    if (first) state.gap.clear(), state.until = state.newest;
    return first ? More::no : More::yes;
}

// True when something there has been read before.
bool Reader::read_page(const json::value& page, State& state, Batch& batch) {
    std::vector<std::string> spoken;
    bool met = false;
    for (const auto& each : json::list(page, "notifications")) {
        if (!state.fresh("notification " + json::text(each, "uri"))) {
            met = true;
            continue;
        }
        if (take_reaction(each, batch)) continue;
        if (auto uri = speaks(each); !uri.empty()) spoken.push_back(std::move(uri));
    }
    for (const auto& [uri, view] : posts(spoken))
        if (state.fresh(uri)) take_post(view, us_, Heard::addressed, batch);
    return met;
}

std::map<std::string, json::value> Reader::posts(const std::vector<std::string>& uris) {
    std::map<std::string, json::value> found;
    for (std::size_t at = 0; at < uris.size(); at += posts_at_once) {
        Fields query;
        for (auto each = at; each < std::min(uris.size(), at + posts_at_once); ++each)
            query.emplace_back("uris", uris[each]);
        auto answer = api_.get("app.bsky.feed.getPosts", query);
        for (const auto& view : json::list(answer, "posts"))
            if (auto uri = json::text(view, "uri"); std::find(uris.begin(), uris.end(), uri) != uris.end())
                found.emplace(std::move(uri), view);
    }
    return found;
}

// What somebody says of their own accord; what we wrote elsewhere, so that a thread shows it as answered.
void Reader::read_feed(const std::string& actor, State& state, Batch& batch) {
    auto answer =
        api_.find("app.bsky.feed.getAuthorFeed", {{"actor", actor}, {"limit", std::to_string(feed_size)}});
    if (!answer) return;
    for (const auto& each : json::list(*answer, "feed")) {
        const auto* view = json::find(each, {"post"});
        bool repost = json::find(each, {"reason"}) != nullptr;
        if (view && !repost && state.fresh(json::text(*view, "uri")))
            take_post(*view, us_, Heard::heard, batch);
    }
}

void Reader::search(const Source& source, State& state, Batch& batch) {
    if (source.kind == Source::Kind::author) return read_feed(source.value, state, batch);
    auto answer = api_.get("app.bsky.feed.searchPosts",
                           {{"q", source.name}, {"sort", "latest"}, {"limit", std::to_string(feed_size)}});
    for (const auto& view : json::list(answer, "posts"))
        if (state.fresh(json::text(view, "uri"))) take_post(view, us_, Heard::heard, batch);
}

// Nobody tells a mere reader that a post was deleted, taken down or labelled.
void Reader::look_again(State& state, Batch& batch) {
    auto due = state.watched.due(api_.now(), posts_at_once);
    auto now = posts(due);
    for (const auto& uri : due) {
        auto found = now.find(uri);
        if (found == now.end()) {
            if (is_gone(uri)) batch.deleted.push_back(uri), state.watched.forget(uri);
            continue;
        }
        auto understood = message(found->second, us_);
        auto* item = std::get_if<model::Inbound>(&understood);
        if (!item || item->subject.empty()) continue;
        item->edited_at = labelled(found->second);
        batch.edits.push_back(std::move(*item));
    }
}

// A post that is not shown to us may be there all the same: its author may have blocked us.
bool Reader::is_gone(const std::string& uri) {
    auto place = at_uri(uri);
    return place &&
           !api_.find("com.atproto.repo.getRecord",
                      {{"repo", place->authority}, {"collection", place->collection}, {"rkey", place->key}});
}

void Reader::fetch(const std::vector<std::string>& uris, State& state, Batch& batch) {
    std::vector<State::Pending> asked = std::move(state.pending);
    state.pending.clear();
    for (const auto& uri : uris) asked.push_back({uri, 0});
    std::vector<std::string> names(asked.size());
    std::transform(asked.begin(), asked.end(), names.begin(), [](const auto& each) { return each.uri; });
    auto found = posts(names);
    for (auto& each : asked) {
        auto view = found.find(each.uri);
        if (view != found.end()) {
            if (state.fresh(each.uri)) take_post(view->second, us_, Heard::heard, batch);
        } else if (++each.tries < most_tries) {
            state.pending.push_back(std::move(each));
        }
    }
}

void Reader::complete(Batch& batch, State& state) {
    unite(batch);
    explain_threads(state, batch);
    name_people(batch);
    fetch_files(batch);
    auto now = api_.now();
    for (const auto& each : batch.items)
        if (each.addressed || each.direction == model::Direction::outbound)
            state.watched.watch(each.remote_id, each.sent_at, now);
}

// A stranger's answer to somebody else makes sense only with what it answers.
void Reader::explain_threads(const State& state, Batch& batch) {
    std::set<std::string> here;
    for (const auto& each : batch.items) here.insert(each.remote_id);
    Batch before;
    std::size_t asked = 0;
    for (const auto& each : batch.items) {
        bool needs = each.addressed && !each.reply_to.empty() && !here.contains(each.reply_to.front()) &&
                     !state.watched.knows(each.reply_to.front()) &&
                     each.direction == model::Direction::inbound;
        if (!needs || ++asked > explanations) continue;
        auto answer = api_.find("app.bsky.feed.getPostThread",
                                {{"uri", each.remote_id}, {"depth", "0"}, {"parentHeight", most_ancestors}});
        const auto* above = answer ? json::find(*answer, {"thread", "parent"}) : nullptr;
        for (; above; above = json::find(*above, {"parent"}))
            if (const auto* view = json::find(*above, {"post"})) take_post(*view, us_, Heard::heard, before);
    }
    for (auto& each : before.items)
        if (here.insert(each.remote_id).second) batch.items.push_back(std::move(each));
    unite(batch);
}

// A record names people by their DID alone.
void Reader::name_people(Batch& batch) {
    std::map<std::string, model::Handle> known;
    for (const auto& each : batch.items) known[each.author.handle] = each.author;
    Fields unknown;
    std::set<std::string> asked;
    for (const auto& each : batch.items)
        for (const auto& other : each.recipients)
            if (!known.contains(other.handle) && asked.size() < posts_at_once &&
                asked.insert(other.handle).second)
                unknown.emplace_back("actors", other.handle);
    auto answer = unknown.empty() ? std::nullopt : api_.find("app.bsky.actor.getProfiles", unknown);
    if (answer)
        for (const auto& each : json::list(*answer, "profiles"))
            if (auto who = account(each); !who.handle.empty()) known[who.handle] = who;
    for (auto& each : batch.items)
        for (auto& other : each.recipients)
            if (auto found = known.find(other.handle); found != known.end()) other = found->second;
}

void Reader::fetch_files(Batch& batch) {
    std::uint64_t left = batch_bytes;
    for (auto& each : batch.items) {
        if (!each.addressed) continue;
        for (auto& file : each.attachments) {
            auto got = left > 0 ? api_.download(file.url, std::min(left, file_bytes)) : Api::File{};
            if (auto ending = picture_ending(got.media_type); !ending.empty())
                file.media_type = got.media_type,
                file.name = file.name.substr(0, file.name.rfind('.')) + ending;
            file.bytes = std::move(got.bytes);
            file.size = file.bytes.size();
            left -= std::min(left, file.size);
        }
    }
}

std::vector<model::Inbound> Reader::newest(std::size_t count) {
    State none;
    Batch batch;
    read_page(api_.get("app.bsky.notification.listNotifications", {{"limit", std::to_string(page_size)}}),
              none, batch);
    std::stable_sort(batch.items.begin(), batch.items.end(),
                     [](const auto& a, const auto& b) { return a.sent_at > b.sent_at; });
    if (batch.items.size() > count) batch.items.resize(count);
    return std::move(batch.items);
}
}  // namespace channels::bluesky
