#include "courier/hook_follower.hpp"

#include <algorithm>

#include "courier/hook_events.hpp"
#include "store/hook_deliveries.hpp"

namespace courier {
namespace {
constexpr std::size_t piece = 200;

struct Piece {
    std::int64_t from = 0, to = 0;
    std::vector<model::Entry> entries;
};

Piece next_piece(db::Tx& tx, Id workspace) {
    Piece found;
    found.from = found.to = store::hook_progress(tx, workspace);
    auto head = store::journal_head(tx, workspace);
    if (head <= found.from) return found;
    found.entries = store::journal(tx, workspace, found.from, piece);
    // A piece of which nothing is known to this version is passed over.
    found.to = found.entries.empty() ? std::min(head, found.from + static_cast<std::int64_t>(piece))
                                     : found.entries.back().seq;
    return found;
}

std::unordered_map<Id, store::Message> messages(db::Tx& tx, Id workspace, const Piece& read) {
    std::vector<Id> ids;
    for (const auto& entry : read.entries)
        if (auto id = message_of(entry.event)) ids.push_back(id);
    return ids.empty() ? std::unordered_map<Id, store::Message>{} : store::messages(tx, workspace, ids);
}

bool hears(const store::Hook& hook, const std::string& type, std::int64_t seq) {
    return !hook.paused_at && seq > hook.since && std::ranges::find(hook.events, type) != hook.events.end();
}
}  // namespace

bool HookFollower::step(Id workspace) const {
    auto read = store_.read([&](db::Tx& tx) { return next_piece(tx, workspace); });
    if (read.to == read.from) return false;
    return store_.change(store::Actor::system(workspace), [&](store::Change& change) {
        // Another node reads here, too, and goes on.
        if (!store::move_hook_progress(change, read.from, read.to)) return false;
        auto all = store::hooks(change.tx, workspace);
        auto known = messages(change.tx, workspace, read);
        for (const auto& entry : read.entries) {
            auto at = known.find(message_of(entry.event));
            auto type = hook_event(entry.event, at == known.end() ? nullptr : &at->second);
            for (const auto& hook : all)
                if (hears(hook, type, entry.seq))
                    store::add_hook_delivery(
                        change, {.hook = hook.id, .seq = entry.seq, .type = type, .at = entry.at});
        }
        return true;
    });
}
}  // namespace courier
