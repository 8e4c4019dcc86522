#include "courier/coming_back.hpp"

#include "store/jobs.hpp"
#include "store/messages.hpp"
#include "text/same_words.hpp"

namespace courier {
namespace {
constexpr std::int64_t clocks_apart_ms = 10 * minute_ms;

std::string parent_of(store::Change& change, const store::Message& m) {
    auto parent = m.reply_to ? store::message(change.tx, change.workspace, m.reply_to) : std::nullopt;
    return parent ? parent->remote_id : "";
}

std::optional<store::Message> by_key(store::Change& change, const model::Inbound& item) {
    auto id = Id::parse(item.own_key);
    return id ? store::message(change.tx, change.workspace, *id) : std::nullopt;
}

// All of them, oldest first: after a bad day there may be thousands, and each may come back.
std::vector<store::Message> unsettled(store::Change& change, Id channel) {
    std::vector<Id> ids;
    for (const auto& row : change.tx.query("SELECT message_id FROM job WHERE workspace_id = $1 AND "
                                           "channel_id = $2 AND state IN ('sending', "
                                           "'unknown') AND message_id IS NOT NULL ORDER BY id",
                                           change.workspace, channel))
        ids.push_back(row.id(0));
    auto known = store::messages(change.tx, change.workspace, ids);
    std::vector<store::Message> all;
    for (auto id : ids)
        if (auto own = known.find(id); own != known.end() && own->second.remote_id.empty())
            all.push_back(std::move(own->second));
    return all;
}
}  // namespace

bool is_what_we_wrote(std::string_view wrote, std::string_view seen) {
    if (text::same_words(wrote, seen)) return true;
    if (!seen.starts_with('@')) return false;
    auto end = seen.find_first_of(" \n");
    return end != seen.npos && is_what_we_wrote(wrote, seen.substr(end + 1));
}

// Some servers show as public what we sent as quiet public: only public and private must not be confused.
bool ComingBack::says_the_same(const store::Message& own, const model::Inbound& item) {
    auto parent = item.reply_to.empty() ? std::string() : item.reply_to.front();
    return own.visibility == item.visibility && item.sent_at + clocks_apart_ms > own.sent_at &&
           is_what_we_wrote(own.text, item.text) && parent_of(change_, own) == parent;
}

// Only networks that say who may see a message come here without a key: a mail carries ours.
std::optional<store::Message> ComingBack::by_words(const model::Inbound& item) {
    if (item.direction != model::Direction::outbound || item.audience.empty()) return std::nullopt;
    if (!unsettled_) unsettled_ = unsettled(change_, channel_);
    for (auto own = unsettled_->begin(); own != unsettled_->end(); ++own) {
        if (!says_the_same(*own, item)) continue;
        auto found = std::move(*own);
        unsettled_->erase(own);
        return found;
    }
    return std::nullopt;
}

bool ComingBack::take(Known& known, const model::Inbound& item) {
    auto own = item.own_key.empty() ? by_words(item) : by_key(change_, item);
    if (!own) return false;
    if (own->remote_id.empty()) store::set_remote(change_, own->id, item.remote_id, item.url);
    known.add(item.remote_id, {own->id, own->conversation});
    auto job = store::job_of_message(change_.tx, change_.workspace, own->id);
    bool doubted = job && (job->state == "unknown" || job->state == "failed" || job->state == "queued");
    if (doubted && store::settle(change_, *job, job->state, "sent"))
        change_.tell(model::MessageChanged{own->conversation, own->id, "delivery"});
    return true;
}
}  // namespace courier
