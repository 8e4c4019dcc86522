#include "channels/mastodon/reader.hpp"

#include <algorithm>
#include <set>

#include "channels/unite.hpp"
#include "net/url.hpp"

namespace channels::mastodon {
namespace {
constexpr std::size_t page_size = 40, first_pages = 5, later_pages = 4, looks = 8, explanations = 4;
constexpr std::size_t most_ancestors = 20;
constexpr std::uint64_t file_bytes = 16u << 20, batch_bytes = 32u << 20;

std::string id_of(const json::value& item) {
    return json::text(item, "id");
}

const json::array& items(const json::value& page) {
    static const json::array none;
    return page.is_array() ? page.get_array() : none;
}
}  // namespace

Batch Reader::look(State& state) {
    Batch batch;
    bool first = state.notifications.empty();
    auto more = read_notifications(state, batch);
    if (first) read_conversations(batch);
    read_own(state, batch);
    for (const auto& source : settings_.sources) read_source(state, source, batch);
    look_again(state, batch);
    complete(batch, state);
    auto now = clock_.now();
    state.next_at = more == More::yes ? now : now + settings_.pace_ms;
    const auto& rate = api_.rate();
    // The last requests of a window belong to the members who write.
    if (rate.remaining >= 0 && rate.remaining < 20 && rate.resets_at > now) state.next_at = rate.resets_at;
    return batch;
}

json::value Reader::page(const std::string& path, const std::string& since, const std::string& before) {
    return api_.get(path, {{"limit", std::to_string(page_size)}, {"min_id", since}, {"max_id", before}});
}

// What came after `since`, a page of it or more, newest first. A page of what is newer than min_id is the
// oldest of it, as the API says, or the newest, as some servers have it; so what lies before a full page is
// asked for too.
json::array Reader::after(const std::string& path, const std::string& since) {
    auto answer = page(path, since);
    auto all = items(answer);
    std::size_t read = all.size();
    for (std::size_t pages = 1; !since.empty() && read >= page_size && pages < later_pages; ++pages) {
        auto before = page(path, since, id_of(all.back()));
        read = items(before).size();
        for (const auto& each : items(before)) all.push_back(each);
    }
    return all;
}

// With a place to go on from: forward, page by page. At first: back from the newest, a few pages.
Reader::More Reader::read_notifications(State& state, Batch& batch) {
    bool first = state.notifications.empty();
    std::string newest = state.notifications, before;
    for (std::size_t pages = 0; pages < (first ? first_pages : later_pages); ++pages) {
        const std::string path = "/api/v1/notifications";
        auto all = first ? items(page(path, "", before)) : after(path, newest);
        for (const auto& each : all) take_notification(each, place_.origin, batch);
        bool stuck = all.empty() || id_of(all.front()) == state.notifications || id_of(all.back()) == before;
        if (!all.empty() && (!first || pages == 0)) newest = id_of(all.front());
        if (!all.empty()) before = first ? id_of(all.back()) : "";
        if (stuck || all.size() < page_size) return state.notifications = newest, More::no;
    }
    state.notifications = newest;
    return first ? More::no : More::yes;
}

// Private conversations from before we were connected; not every server has them.
void Reader::read_conversations(Batch& batch) {
    auto answer = api_.find("/api/v1/conversations", {{"limit", std::to_string(page_size)}});
    if (!answer) return;
    for (const auto& each : items(*answer)) take_conversation(each, place_.origin, batch);
}

// What we wrote elsewhere, so that a thread shows it as answered.
void Reader::read_own(State& state, Batch& batch) {
    auto path = "/api/v1/accounts/" + net::escape(place_.origin.me) + "/statuses?exclude_reblogs=true";
    auto all = after(path, state.own);
    for (const auto& each : all) take_status(each, place_.origin, batch);
    if (!all.empty()) state.own = id_of(all.front());
}

void Reader::read_source(State& state, const Source& source, Batch& batch) {
    auto& since = state.sources[source.name];
    auto all = after(source.path, since);
    for (const auto& each : all) take_status(each, place_.origin, batch);
    if (!all.empty()) since = id_of(all.front());
}

// Nobody tells a mere reader that a post was edited or deleted.
void Reader::look_again(State& state, Batch& batch) {
    for (const auto& id : state.watched.due(clock_.now(), looks)) {
        auto now = api_.find("/api/v1/statuses/" + net::escape(id));
        if (!now) {
            batch.deleted.push_back(id);
            state.watched.forget(id);
            continue;
        }
        auto understood = message(*now, place_.origin);
        auto* item = std::get_if<model::Inbound>(&understood);
        if (!item) continue;
        item->remote_id = id;
        batch.edits.push_back(std::move(*item));
    }
}

void Reader::complete(Batch& batch, State& state) {
    unite(batch);
    explain_threads(state, batch);
    fetch_files(batch);
    auto now = clock_.now();
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
        auto context = api_.find("/api/v1/statuses/" + net::escape(each.remote_id) + "/context");
        if (!context) continue;
        const auto& above = json::list(*context, "ancestors");
        auto skip = above.size() > most_ancestors ? above.size() - most_ancestors : 0;
        for (auto at = skip; at < above.size(); ++at) take_status(above[at], place_.origin, before);
    }
    for (auto& each : before.items)
        if (here.insert(each.remote_id).second) batch.items.push_back(std::move(each));
    unite(batch);
}

void Reader::fetch_files(Batch& batch) {
    std::uint64_t left = batch_bytes;
    for (auto& each : batch.items) {
        if (!each.addressed) continue;
        for (auto& file : each.attachments) {
            file.bytes = left > 0 ? api_.download(file.url, std::min(left, file_bytes)) : "";
            file.size = file.bytes.size();
            left -= std::min(left, file.size);
        }
    }
}

std::vector<model::Inbound> Reader::newest(std::size_t count) {
    Batch batch;
    auto answer = page("/api/v1/notifications", "");
    for (const auto& each : items(answer)) take_notification(each, place_.origin, batch);
    std::stable_sort(batch.items.begin(), batch.items.end(),
                     [](const auto& a, const auto& b) { return a.sent_at > b.sent_at; });
    if (batch.items.size() > count) batch.items.resize(count);
    return std::move(batch.items);
}
}  // namespace channels::mastodon
