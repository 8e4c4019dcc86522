#include "store/imports.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT id, format, files, options, state, bytes_read, bytes_total, added, existing, refused, refusals, "
    "error, made_by, created_at, finished_at, workspace_id FROM import_run ";

Import read(const db::Row& row) {
    return {row.id(0),      row.text(1),    row.text(2),    row.text(3),    row.text(4),
            row.integer(5), row.integer(6), row.integer(7), row.integer(8), row.integer(9),
            row.text(10),   row.text(11),   row.text(12),   row.time(13),   row.time(14)};
}
}  // namespace

Id add_import(Change& change, const Import& import) {
    auto id = import.id ? import.id : change.fresh();
    change.tx.run(
        "INSERT INTO import_run (workspace_id, id, format, files, options, state, bytes_total, made_by, "
        "created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        change.workspace, id, import.format, import.files, import.options, import.state, import.bytes_total,
        change.actor.name, change.at);
    change.tell(model::ImportChanged{id, import.state});
    return id;
}

std::optional<Import> import_run(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Import> imports(db::Tx& tx, Id workspace, std::size_t limit) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2";
    std::vector<Import> out;
    for (const auto& row : tx.query(sql, workspace, static_cast<std::int64_t>(limit)))
        out.push_back(read(row));
    return out;
}

void save_import(Change& change, const Import& i) {
    change.tx.run(
        "UPDATE import_run SET state = $3, options = $4, bytes_read = $5, added = $6, existing = $7, refused "
        "= $8, "
        "refusals = $9, error = $10, finished_at = $11 WHERE workspace_id = $1 AND id = $2",
        change.workspace, i.id, i.state, i.options, i.bytes_read, i.added, i.existing, i.refused, i.refusals,
        i.error.empty() ? std::nullopt : std::optional(i.error), i.finished_at);
    change.tell(model::ImportChanged{i.id, i.state});
}

std::int64_t brought_by(db::Tx& tx, Id workspace, Id import) {
    return tx
        .one("SELECT count(*) FROM message WHERE workspace_id = $1 AND import_id = $2", workspace, import)
        ->integer(0);
}

std::vector<Underway> imports_underway(db::Tx& tx) {
    static const auto sql =
        std::string(columns) + "WHERE state IN ('running', 'checking', 'undoing') ORDER BY id";
    std::vector<Underway> out;
    for (const auto& row : tx.query(sql)) out.push_back({row.id(15), read(row)});
    return out;
}
}  // namespace store
