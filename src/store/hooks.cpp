#include "store/hooks.hpp"

#include "base/json.hpp"
#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view select_all =
    "SELECT workspace_id, id, url, description, events, secrets, made_by, created_at, since, paused_at, "
    "paused_why, failing_since FROM hook WHERE ";

std::vector<std::string> texts(const std::string& text) {
    std::vector<std::string> out;
    auto parsed = json::parse(text);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array())
        if (each.is_string()) out.emplace_back(each.get_string());
    return out;
}

std::string listed(const std::vector<std::string>& texts) {
    return json::serialize(json::array(texts.begin(), texts.end()));
}

Hook read(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.text(2),    row.text(3), texts(row.text(4)), row.bytes(5),
            row.text(6), row.time(7), row.integer(8), row.time(9), row.text(10),       row.time(11)};
}

std::vector<Hook> read(const db::Rows& rows) {
    std::vector<Hook> out;
    for (const auto& row : rows) out.push_back(read(row));
    return out;
}

void tell(Change& change, Id id) {
    change.tell(model::HookChanged{id});
    db::notify(change.tx, "hooks");
}

// Where nobody hears, nothing was read: the first one begins at the journal's end. Two that begin at once
// must not both be the first.
std::int64_t hear_from_now(Change& change) {
    db::lock_journal(change.tx, change.workspace);
    auto head = journal_head(change.tx, change.workspace);
    bool others = change.tx
                      .one("SELECT id FROM hook WHERE workspace_id = $1 AND paused_at IS NULL LIMIT 1",
                           change.workspace)
                      .has_value();
    if (!others)
        change.tx.run(
            "INSERT INTO hook_progress (workspace_id, seq) VALUES ($1, $2) ON CONFLICT (workspace_id) DO "
            "UPDATE SET seq = excluded.seq",
            change.workspace, head);
    return head;
}
}  // namespace

Id add_hook(Change& change, Hook hook) {
    hook.id = change.fresh(), hook.since = hear_from_now(change);
    change.tx.run(
        "INSERT INTO hook (workspace_id, id, url, description, events, secrets, made_by, created_at, since) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        change.workspace, hook.id, hook.url, hook.description, listed(hook.events), db::Blob{hook.secrets},
        change.actor.name, change.at, hook.since);
    tell(change, hook.id);
    return hook.id;
}

void change_hook(Change& change, const Hook& hook) {
    change.tx.run(
        "UPDATE hook SET url = $3, description = $4, events = $5, secrets = $6, failing_since = $7 WHERE "
        "workspace_id = $1 AND id = $2",
        change.workspace, hook.id, hook.url, hook.description, listed(hook.events), db::Blob{hook.secrets},
        hook.failing_since);
    tell(change, hook.id);
}

void pause_hook(Change& change, Id id, std::string_view why) {
    auto reason = why.empty() ? std::nullopt : std::optional(why);
    change.tx.run(
        "UPDATE hook SET paused_at = $3, paused_why = $4 WHERE workspace_id = $1 AND id = $2 AND paused_at "
        "IS NULL",
        change.workspace, id, change.at, reason);
    tell(change, id);
}

void resume_hook(Change& change, Id id) {
    auto since = hear_from_now(change);
    change.tx.run(
        "UPDATE hook SET paused_at = NULL, paused_why = NULL, failing_since = NULL, since = $3 WHERE "
        "workspace_id = $1 AND id = $2 AND paused_at IS NOT NULL",
        change.workspace, id, since);
    tell(change, id);
}

void remove_hook(Change& change, Id id) {
    change.tx.run(
        "DELETE FROM hook_attempt WHERE workspace_id = $1 AND delivery_id IN (SELECT id FROM hook_delivery "
        "WHERE workspace_id = $1 AND hook_id = $2)",
        change.workspace, id);
    change.tx.run("DELETE FROM hook_delivery WHERE workspace_id = $1 AND hook_id = $2", change.workspace, id);
    change.tx.run("DELETE FROM hook WHERE workspace_id = $1 AND id = $2", change.workspace, id);
    tell(change, id);
}

std::optional<Hook> hook(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Hook> hooks(db::Tx& tx, Id workspace) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 ORDER BY id";
    return read(tx.query(sql, workspace));
}

std::vector<Id> workspaces_with_hooks(db::Tx& tx) {
    std::vector<Id> out;
    for (const auto& row : tx.query("SELECT DISTINCT workspace_id FROM hook WHERE paused_at IS NULL"))
        out.push_back(row.id(0));
    return out;
}

std::int64_t hook_progress(db::Tx& tx, Id workspace) {
    auto row = tx.one("SELECT seq FROM hook_progress WHERE workspace_id = $1", workspace);
    return row ? row->integer(0) : 0;
}

bool move_hook_progress(Change& change, std::int64_t from, std::int64_t to) {
    return change.tx.run("UPDATE hook_progress SET seq = $3 WHERE workspace_id = $1 AND seq = $2",
                         change.workspace, from, to) == 1;
}
}  // namespace store
