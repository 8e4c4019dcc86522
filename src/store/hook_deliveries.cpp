#include "store/hook_deliveries.hpp"

#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "workspace_id, id, hook_id, seq, type, at, state, tries, run_at, ended_at";
constexpr std::string_view attempt_columns = "id, at, status, duration_ms, error, answer";

HookDelivery read(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.id(2),      row.integer(3), row.text(4),
            row.time(5), row.text(6), row.integer(7), row.time(8),    row.time(9)};
}

HookAttempt read_attempt(const db::Row& row, std::size_t from = 0) {
    return {row.id(from),          row.time(from + 1), row.integer(from + 2),
            row.integer(from + 3), row.text(from + 4), row.text(from + 5)};
}
std::vector<DueHook> which(const db::Rows& rows) {
    std::vector<DueHook> out;
    for (const auto& row : rows) out.push_back({row.id(0), row.id(1)});
    return out;
}
}  // namespace

std::string HookDelivery::webhook_id() const {
    return seq > 0 ? fmt::format("{}-{}", workspace.text(), seq)
                   : fmt::format("{}-test-{}", workspace.text(), id.text());
}

Id add_hook_delivery(Change& change, const HookDelivery& delivery) {
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO hook_delivery (workspace_id, id, hook_id, seq, type, at, state, run_at) VALUES ($1, $2, "
        "$3, $4, $5, $6, 'queued', $7) ON CONFLICT DO NOTHING",
        change.workspace, id, delivery.hook, delivery.seq, delivery.type, delivery.at, change.at);
    // Whoever reads the journal knows of its events; of a test nobody does.
    if (delivery.seq == 0) db::notify(change.tx, "hooks");
    return id;
}

std::optional<HookDelivery> hook_delivery(db::Tx& tx, Id workspace, Id id) {
    static const auto sql =
        fmt::format("SELECT {} FROM hook_delivery WHERE workspace_id = $1 AND id = $2", columns);
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<HookDelivery> hook_deliveries(db::Tx& tx, Id workspace, Id hook, std::string_view state,
                                          Id before, std::size_t limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM hook_delivery WHERE workspace_id = $1 AND hook_id = $2 AND id < $3 AND "
        "(state = $4 OR $4 = '') ORDER BY id DESC LIMIT $5",
        columns);
    auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
    std::vector<HookDelivery> out;
    for (const auto& row : tx.query(sql, workspace, hook, end, state, static_cast<std::int64_t>(limit)))
        out.push_back(read(row));
    return out;
}

std::vector<HookAttempt> hook_attempts(db::Tx& tx, Id workspace, Id delivery) {
    static const auto sql =
        fmt::format("SELECT {} FROM hook_attempt WHERE workspace_id = $1 AND delivery_id = $2 ORDER BY id",
                    attempt_columns);
    std::vector<HookAttempt> out;
    for (const auto& row : tx.query(sql, workspace, delivery)) out.push_back(read_attempt(row));
    return out;
}

std::vector<std::pair<Id, HookAttempt>> last_hook_attempts(db::Tx& tx, Id workspace,
                                                           const std::vector<Id>& ids) {
    auto sql = fmt::format(
        "SELECT a.delivery_id, a.id, a.at, a.status, a.duration_ms, a.error, a.answer FROM hook_attempt a "
        "WHERE a.workspace_id = $1 AND a.delivery_id IN {} AND a.id = (SELECT max(b.id) FROM hook_attempt b "
        "WHERE b.workspace_id = a.workspace_id AND b.delivery_id = a.delivery_id)",
        db::listed(tx.dialect(), "$2", db::Listed::ids));
    std::vector<std::pair<Id, HookAttempt>> out;
    for (const auto& row : tx.query(sql, workspace, ids)) out.emplace_back(row.id(0), read_attempt(row, 1));
    return out;
}

HookSums hook_sums(db::Tx& tx, Id workspace, Id hook) {
    auto row = tx.one(
        "SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')), count(*) FILTER (WHERE state = "
        "'failed'), max(ended_at) FILTER (WHERE state = 'delivered') FROM hook_delivery WHERE workspace_id = "
        "$1 AND hook_id = $2",
        workspace, hook);
    return {row->integer(0), row->integer(1), row->time(2)};
}

bool requeue_hook_delivery(Change& change, Id id) {
    auto moved = change.tx.run(
        "UPDATE hook_delivery SET state = 'queued', tries = 0, run_at = $3, ended_at = NULL WHERE "
        "workspace_id = $1 AND id = $2 AND state IN ('queued', 'delivered', 'failed')",
        change.workspace, id, change.at);
    db::notify(change.tx, "hooks");
    return moved == 1;
}

std::int64_t requeue_failed_hook_deliveries(Change& change, Id hook, Time since) {
    auto moved = change.tx.run(
        "UPDATE hook_delivery SET state = 'queued', tries = 0, run_at = $4, ended_at = NULL WHERE "
        "workspace_id = $1 AND hook_id = $2 AND state = 'failed' AND at >= $3",
        change.workspace, hook, since.ms, change.at);
    db::notify(change.tx, "hooks");
    return moved;
}

std::vector<DueHook> due_hooks(db::Tx& tx, Time now) {
    return which(tx.query(
        "SELECT h.workspace_id, h.id FROM hook h WHERE h.paused_at IS NULL AND EXISTS (SELECT 1 FROM "
        "hook_delivery d WHERE d.workspace_id = h.workspace_id AND d.hook_id = h.id AND d.state = 'queued' "
        "AND d.run_at <= $1)",
        now));
}

Time next_hook_delivery(db::Tx& tx, Time after) {
    auto row = tx.one(
        "SELECT d.run_at FROM hook_delivery d JOIN hook h ON h.workspace_id = d.workspace_id AND h.id = "
        "d.hook_id WHERE d.state = 'queued' AND d.run_at > $1 AND h.paused_at IS NULL ORDER BY d.run_at "
        "LIMIT 1",
        after);
    return row ? row->time(0) : Time{};
}

std::optional<HookDelivery> take_hook_delivery(db::Tx& tx, DueHook due, Time now, std::string_view owner,
                                               Time until) {
    static const auto select = fmt::format(
        "SELECT {} FROM hook_delivery WHERE workspace_id = $1 AND hook_id = $2 AND state = 'queued' AND "
        "run_at <= $3 ORDER BY run_at, id LIMIT 1{}",
        columns, db::skip_locked(tx.dialect()));
    auto row = tx.one(select, due.workspace, due.hook, now);
    if (!row) return std::nullopt;
    auto taken = read(*row);
    tx.run(
        "UPDATE hook_delivery SET state = 'sending', tries = tries + 1, lease_owner = $3, leased_until = $4 "
        "WHERE workspace_id = $1 AND id = $2",
        taken.workspace, taken.id, owner, until);
    ++taken.tries;
    return taken;
}

void free_hook_deliveries(db::Tx& tx, Time now, std::string_view owner) {
    tx.run(
        "UPDATE hook_delivery SET state = 'queued', lease_owner = NULL, leased_until = NULL WHERE state = "
        "'sending' AND (leased_until < $1 OR lease_owner = $2)",
        now, owner);
}

void settle_hook_delivery(Change& change, const HookDelivery& delivery, const HookAttempt& attempt,
                          std::string_view state, Time run_at) {
    auto ended = state == "queued" ? std::nullopt : std::optional(change.at);
    auto moved = change.tx.run(
        "UPDATE hook_delivery SET state = $3, run_at = coalesce($4, run_at), ended_at = $5, lease_owner = "
        "NULL, leased_until = NULL WHERE workspace_id = $1 AND id = $2 AND state = 'sending'",
        change.workspace, delivery.id, state, run_at, ended);
    if (moved == 0) return;
    auto error = attempt.error.empty() ? std::nullopt : std::optional(attempt.error);
    change.tx.run(
        "INSERT INTO hook_attempt (workspace_id, delivery_id, id, at, status, duration_ms, error, answer) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        change.workspace, delivery.id, change.fresh(), attempt.at, attempt.status, attempt.duration_ms, error,
        attempt.answer);
}

std::vector<DueHook> overfull_hooks(db::Tx& tx, std::int64_t most) {
    return which(tx.query(
        "SELECT h.workspace_id, h.id FROM hook h WHERE h.paused_at IS NULL AND (SELECT count(*) FROM "
        "hook_delivery d WHERE d.workspace_id = h.workspace_id AND d.hook_id = h.id AND d.state = 'queued') "
        "> "
        "$1",
        most));
}

void give_up_hook_deliveries(Change& change, Id hook) {
    change.tx.run(
        "UPDATE hook_delivery SET state = 'failed', ended_at = $3 WHERE workspace_id = $1 AND hook_id = $2 "
        "AND state = 'queued'",
        change.workspace, hook, change.at);
}

void sweep_hook_deliveries(db::Tx& tx, Time before, std::size_t most) {
    tx.run("DELETE FROM hook_delivery WHERE ended_at < $1", before);
    for (const auto& row : tx.query("SELECT workspace_id, id FROM hook")) {
        auto oldest = tx.one(
            "SELECT id FROM hook_delivery WHERE workspace_id = $1 AND hook_id = $2 AND ended_at IS NOT NULL "
            "ORDER BY id DESC LIMIT 1 OFFSET $3",
            row.id(0), row.id(1), static_cast<std::int64_t>(most));
        if (oldest)
            tx.run(
                "DELETE FROM hook_delivery WHERE workspace_id = $1 AND hook_id = $2 AND ended_at IS NOT NULL "
                "AND id <= $3",
                row.id(0), row.id(1), oldest->id(0));
    }
    tx.run(
        "DELETE FROM hook_attempt WHERE NOT EXISTS (SELECT 1 FROM hook_delivery d WHERE d.workspace_id = "
        "hook_attempt.workspace_id AND d.id = hook_attempt.delivery_id)");
}
}  // namespace store
