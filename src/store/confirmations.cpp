#include "store/confirmations.hpp"

#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view select_all =
    "SELECT workspace_id, id, first_id, second_id, state, asked_by, member_id, base, in_full, "
    "first_message_id, second_message_id, kept, wrong, asked_at, first_at, ended_at, expires_at "
    "FROM confirmation WHERE ";

Confirmation read(const db::Row& row) {
    return {row.id(0),       row.id(1),    row.id(2),    row.id(3),    row.text(4), row.text(5),
            row.id(6),       row.text(7),  row.flag(8),  row.id(9),    row.id(10),  row.bytes(11),
            row.integer(12), row.time(13), row.time(14), row.time(15), row.time(16)};
}

std::vector<Confirmation> read(const db::Rows& rows) {
    std::vector<Confirmation> out;
    for (const auto& row : rows) out.push_back(read(row));
    return out;
}
}  // namespace

Id add_confirmation(Change& change, const Confirmation& c, std::string_view first_hash,
                    std::string_view second_hash) {
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO confirmation (workspace_id, id, first_id, second_id, state, asked_by, member_id, base, "
        "in_full, first_hash, second_hash, kept, asked_at, expires_at) VALUES ($1, $2, $3, $4, 'asked', $5, "
        "$6, $7, $8, $9, $10, $11, $12, $13)",
        change.workspace, id, c.first, c.second, change.actor.name, change.actor.member, c.base,
        std::int64_t{c.in_full}, first_hash, second_hash, db::Blob{c.kept}, change.at,
        change.at + confirmation_ms);
    return id;
}

std::optional<Confirmation> confirmation(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<ConfirmationLink> confirmation_link(db::Tx& tx, std::string_view hash) {
    static const auto by_first = std::string(select_all) + "first_hash = $1";
    static const auto by_second = std::string(select_all) + "second_hash = $1";
    if (auto row = tx.one(by_first, hash)) return ConfirmationLink{read(*row), false};
    if (auto row = tx.one(by_second, hash)) return ConfirmationLink{read(*row), true};
    return std::nullopt;
}

std::vector<Confirmation> confirmations_about(db::Tx& tx, Id workspace, const std::vector<Id>& identities) {
    auto listed = db::listed(tx.dialect(), "$2", db::Listed::ids);
    auto sql =
        fmt::format("{}workspace_id = $1 AND (first_id IN {} OR second_id IN {}) ORDER BY id DESC LIMIT 100",
                    select_all, listed, listed);
    return read(tx.query(sql, workspace, identities));
}

std::optional<Confirmation> confirmation_between(db::Tx& tx, Id workspace, Id identity, Id other) {
    static const auto sql = std::string(select_all) +
                            "workspace_id = $1 AND ((first_id = $2 AND second_id = $3) OR (first_id = $3 AND "
                            "second_id = $2)) ORDER BY id DESC LIMIT 1";
    auto row = tx.one(sql, workspace, identity, other);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::int64_t confirmations_since(db::Tx& tx, Id workspace, Id identity, Time since) {
    auto row = identity
                   ? tx.one(
                         "SELECT count(*) FROM confirmation WHERE workspace_id = $1 AND (first_id = $2 OR "
                         "second_id = $2) AND asked_at > $3",
                         workspace, identity, since)
                   : tx.one("SELECT count(*) FROM confirmation WHERE workspace_id = $1 AND asked_at > $2",
                            workspace, since);
    return row->integer(0);
}

void set_confirmation_message(Change& change, Id confirmation, bool second, Id message) {
    change.tx.run(second
                      ? "UPDATE confirmation SET second_message_id = $3 WHERE workspace_id = $1 AND id = $2"
                      : "UPDATE confirmation SET first_message_id = $3 WHERE workspace_id = $1 AND id = $2",
                  change.workspace, confirmation, message);
}

bool half_confirmed(Change& change, const Confirmation& c) {
    return change.tx.run(
               "UPDATE confirmation SET state = 'half', first_at = $3, expires_at = $4 WHERE workspace_id = "
               "$1 AND id = $2 AND state = 'asked'",
               change.workspace, c.id, change.at, change.at + confirmation_ms) > 0;
}

bool end_confirmation(Change& change, const Confirmation& c, std::string_view state) {
    return change.tx.run(
               "UPDATE confirmation SET state = $3, ended_at = $4, kept = NULL WHERE workspace_id = $1 AND "
               "id = $2 AND state IN ('asked', 'half')",
               change.workspace, c.id, state, change.at) > 0;
}

std::int64_t wrong_code(Change& change, Id confirmation) {
    change.tx.run("UPDATE confirmation SET wrong = wrong + 1 WHERE workspace_id = $1 AND id = $2",
                  change.workspace, confirmation);
    return change.tx
        .one("SELECT wrong FROM confirmation WHERE workspace_id = $1 AND id = $2", change.workspace,
             confirmation)
        ->integer(0);
}
}  // namespace store
