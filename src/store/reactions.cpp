#include "store/reactions.hpp"

#include "db/dialect.hpp"
#include "store/messages.hpp"

namespace store {
namespace {
std::optional<std::string_view> filled(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool insert(Change& change, Id channel, const model::Reaction& r, Id identity, Id target) {
    bool waits = !target && !r.target.empty();
    return change.tx.run(
               "INSERT INTO reaction (workspace_id, id, channel_id, remote_id, identity_id, kind, target_id, "
               "target_remote, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
               change.workspace, change.fresh(), channel, r.remote_id, identity, model::name(r.kind), target,
               filled(waits ? r.target : ""), r.at && r.at < change.at ? r.at : change.at) > 0;
}

bool stand_or_fall(Change& change, Id channel, const model::Reaction& r) {
    return change.tx.run(
               "UPDATE reaction SET undone_at = $4 WHERE workspace_id = $1 AND channel_id = $2 AND remote_id "
               "= $3 AND (undone_at IS NULL) = ($5 = 1)",
               change.workspace, channel, r.remote_id, r.undone ? change.at : Time{}, r.undone) > 0;
}

Id conversation_of(Change& change, Id target) {
    auto known = target ? message(change.tx, change.workspace, target) : std::nullopt;
    return known ? known->conversation : Id{};
}
}  // namespace

bool take_reaction(Change& change, Id channel, const model::Reaction& r, Id identity, Id person) {
    auto target = r.target.empty() ? Id{} : find_remote(change.tx, change.workspace, channel, r.target);
    bool changed =
        (!r.undone && insert(change, channel, r, identity, target)) || stand_or_fall(change, channel, r);
    if (changed)
        change.tell(model::ReactionChanged{conversation_of(change, target), target, identity, person,
                                           std::string(model::name(r.kind))});
    return changed;
}

void adopt_reactions(Change& change, Id channel, const std::vector<std::string>& remote_ids) {
    auto sql =
        "UPDATE reaction SET target_id = (SELECT m.id FROM message m WHERE m.workspace_id = $1 AND "
        "m.channel_id "
        "= $2 AND m.remote_id = reaction.target_remote), target_remote = NULL WHERE workspace_id = $1 AND "
        "channel_id = $2 AND target_remote IN " +
        db::listed(change.tx.dialect(), "$3", db::Listed::texts);
    change.tx.post(sql, change.workspace, channel, remote_ids);
}

std::unordered_map<Id, Tally> tallies(db::Tx& tx, Id workspace, const std::vector<Id>& messages) {
    auto sql =
        "SELECT target_id, count(*) FILTER (WHERE kind = 'like'), count(*) FILTER (WHERE kind = 'repost') "
        "FROM reaction WHERE workspace_id = $1 AND undone_at IS NULL AND target_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids) + " GROUP BY target_id";
    std::unordered_map<Id, Tally> found;
    for (const auto& row : tx.query(sql, workspace, messages))
        found[row.id(0)] = {row.integer(1), row.integer(2)};
    return found;
}

std::vector<Reaction> reactions_of(db::Tx& tx, Id workspace, const std::vector<Id>& identities, Time before,
                                   std::size_t limit) {
    std::vector<Reaction> out;
    auto end = before ? before : Time{std::numeric_limits<std::int64_t>::max()};
    for (auto identity : identities)
        for (const auto& row : tx.query(
                 "SELECT id, channel_id, identity_id, kind, target_id, at, undone_at FROM reaction WHERE "
                 "workspace_id = $1 AND identity_id = $2 AND at < $3 ORDER BY at DESC LIMIT $4",
                 workspace, identity, end, static_cast<std::int64_t>(limit)))
            out.push_back({row.id(0), row.id(1), row.id(2), model::reaction_kind(row.text(3)), row.id(4),
                           row.time(5), row.time(6)});
    std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.at > b.at; });
    if (out.size() > limit) out.resize(limit);
    return out;
}
}  // namespace store
