#include <fmt/format.h>

#include "store/channels.hpp"

namespace store {
namespace {
constexpr std::string_view columns = "id, channel_id, remote_id, why, at, retried_at, length(raw)";

Quarantined read(const db::Row& row) {
    return {
        row.id(0),   row.id(1),   row.text(2),   row.text(3), row.size() > 7 ? row.bytes(7) : std::string(),
        row.time(4), row.time(5), row.integer(6)};
}
}  // namespace

void quarantine(Change& change, Id channel, std::string_view remote_id, std::string_view raw,
                std::string_view why) {
    auto added = change.tx.run(
        "INSERT INTO quarantine (workspace_id, id, channel_id, remote_id, why, raw, at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        change.workspace, change.fresh(), channel, remote_id, why, db::Blob{std::string(raw)}, change.at);
    if (added > 0) change.tell(model::QuarantineChanged{channel});
}

std::vector<Quarantined> quarantined(db::Tx& tx, Id workspace, Id before, std::size_t limit, Id channel) {
    static const auto sql = fmt::format(
        "SELECT {} FROM quarantine WHERE workspace_id = $1 AND id < $2 AND "
        "(channel_id = $3 OR $3 = 0) ORDER BY id DESC LIMIT $4",
        columns);
    std::vector<Quarantined> out;
    auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
    for (const auto& row : tx.query(sql, workspace, end, channel.value, static_cast<std::int64_t>(limit)))
        out.push_back(read(row));
    return out;
}

std::optional<Quarantined> quarantined(db::Tx& tx, Id workspace, Id id) {
    static const auto sql =
        fmt::format("SELECT {}, raw FROM quarantine WHERE workspace_id = $1 AND id = $2", columns);
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

void release_from_quarantine(Change& change, const Quarantined& item) {
    change.tx.run("DELETE FROM quarantine WHERE workspace_id = $1 AND id = $2", change.workspace, item.id);
    change.tell(model::QuarantineChanged{item.channel});
}

void still_poison(Change& change, const Quarantined& item, std::string_view why) {
    change.tx.run("UPDATE quarantine SET why = $3, retried_at = $4 WHERE workspace_id = $1 AND id = $2",
                  change.workspace, item.id, why, change.at);
    change.tell(model::QuarantineChanged{item.channel});
}

std::int64_t quarantined_count(db::Tx& tx, Id workspace, Id channel) {
    return tx
        .one("SELECT count(*) FROM quarantine WHERE workspace_id = $1 AND channel_id = $2", workspace,
             channel)
        ->integer(0);
}
}  // namespace store
