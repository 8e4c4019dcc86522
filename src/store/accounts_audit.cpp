#include "store/accounts_audit.hpp"

#include <limits>

namespace store {
namespace {
AuditEntry entry(const db::Row& row) {
    auto details = json::parse(row.text(6));
    return {row.id(0),
            row.time(1),
            row.text(2),
            row.id(3),
            row.text(4),
            row.text(5),
            details && details->is_object() ? details->get_object() : json::object{}};
}
}  // namespace

void audit(Change& change, std::string_view action, std::string_view target, const json::object& details) {
    change.tx.run(
        "INSERT INTO audit (workspace_id, id, at, actor, actor_id, action, target, details) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        change.workspace, change.fresh(), change.at, change.actor.name, change.actor.member, action, target,
        json::serialize(details));
}

std::vector<AuditEntry> audit_entries(db::Tx& tx, Id workspace, const AuditFilter& filter) {
    std::vector<AuditEntry> entries;
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    auto before = filter.before ? filter.before : Id{never};
    auto until = filter.until ? filter.until.ms : never;
    tx.each([&](const db::Row& row) { return entries.push_back(entry(row)), true; },
            "SELECT id, at, actor, actor_id, action, target, details FROM audit "
            "WHERE workspace_id = $1 AND id < $2 AND ($3 = '' OR actor = $3) AND ($4 = '' OR action = $4) "
            "AND at >= $6 AND at < $7 ORDER BY id DESC LIMIT $5",
            workspace, before, filter.actor, filter.action, static_cast<std::int64_t>(filter.limit),
            filter.since.ms, until);
    return entries;
}

AuditChoices audit_choices(db::Tx& tx, Id workspace) {
    auto distinct = [&](std::string_view sql) {
        std::vector<std::string> all;
        for (const auto& row : tx.query(sql, workspace)) all.push_back(row.text(0));
        return all;
    };
    return {distinct("SELECT DISTINCT actor FROM audit WHERE workspace_id = $1 ORDER BY actor"),
            distinct("SELECT DISTINCT action FROM audit WHERE workspace_id = $1 ORDER BY action")};
}
}  // namespace store
