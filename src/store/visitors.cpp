#include "store/visitors.hpp"

#include <fmt/format.h>

#include "db/dialect.hpp"
#include "store/identities.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT workspace_id, id, channel_id, handle, name, email, carry_on_at, vouched, created_at, expires_at, "
    "seen_at, wrote_at, carried_to, carried_remote FROM visitor ";

Visitor read(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.id(2),   row.text(3),  row.text(4),  row.text(5), row.time(6),
            row.text(7), row.time(8), row.time(9), row.time(10), row.time(11), row.id(12),  row.text(13)};
}

std::optional<Visitor> read(const std::optional<db::Row>& row) {
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<std::string_view> filled(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

void tell(Change& change, Id identity) {
    if (auto known = store::identity(change.tx, change.workspace, identity))
        change.tell(model::PersonChanged{known->person});
}
}  // namespace

void add_visitor(Change& change, const Visitor& v, std::string_view token_hash) {
    change.tx.run(
        "INSERT INTO visitor (workspace_id, id, channel_id, token_hash, handle, name, email, carry_on_at, "
        "vouched, "
        "created_at, expires_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)",
        change.workspace, v.id, v.channel, token_hash, v.handle, v.name, filled(v.email), v.carry_on_at,
        filled(v.vouched), change.at, v.expires_at);
}

std::optional<Visitor> visitor_of_token(db::Tx& tx, Id workspace, Id channel, std::string_view token_hash,
                                        Time now) {
    static const auto sql =
        std::string(columns) +
        "WHERE workspace_id = $1 AND channel_id = $2 AND token_hash = $3 AND expires_at > $4";
    return read(tx.one(sql, workspace, channel, token_hash, now));
}

std::optional<Visitor> visitor(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id = $2";
    return read(tx.one(sql, workspace, id));
}

std::vector<Visitor> visitors_of(db::Tx& tx, Id workspace, Id channel, std::string_view handle) {
    static const auto sql =
        std::string(columns) +
        "WHERE workspace_id = $1 AND channel_id = $2 AND handle = $3 ORDER BY seen_at DESC LIMIT 20";
    std::vector<Visitor> all;
    for (const auto& row : tx.query(sql, workspace, channel, handle)) all.push_back(read(row));
    return all;
}

void change_visitor(Change& change, const Visitor& v) {
    change.tx.run(
        "UPDATE visitor SET name = $3, email = $4, carry_on_at = $5, wrote_at = $6, carried_to = $7, "
        "carried_remote = $8 WHERE workspace_id = $1 AND id = $2",
        change.workspace, v.id, v.name, filled(v.email), v.carry_on_at, v.wrote_at, v.carried_to,
        filled(v.carried_remote));
}

void end_visit(Change& change, Id visitor) {
    change.tx.run("UPDATE visitor SET token_hash = NULL WHERE workspace_id = $1 AND id = $2",
                  change.workspace, visitor);
}

void see_visitors(db::Tx& tx, Id workspace, const std::vector<Id>& visitors, Time at) {
    auto sql = "UPDATE visitor SET seen_at = $3 WHERE workspace_id = $1 AND seen_at < $3 AND id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    tx.run(sql, workspace, visitors, at);
}

void sweep_visitors(db::Tx& tx, Time now) {
    tx.run("DELETE FROM visitor WHERE expires_at < $1 AND wrote_at IS NULL", now);
    tx.run("UPDATE visitor SET token_hash = NULL WHERE expires_at < $1 AND token_hash IS NOT NULL", now);
}

bool block(Change& change, Id identity) {
    auto added = change.tx.run(
        "INSERT INTO block (workspace_id, id, identity_id, made_by, at) VALUES ($1, $2, $3, $4, $5) ON "
        "CONFLICT "
        "DO NOTHING",
        change.workspace, change.fresh(), identity, change.actor.name, change.at);
    if (added == 0) return false;
    tell(change, identity);
    db::notify(change.tx, "access");
    return true;
}

bool unblock(Change& change, Id identity) {
    auto undone = change.tx.run(
        "UPDATE block SET undone_by = $3, undone_at = $4 WHERE workspace_id = $1 AND identity_id = $2 AND "
        "undone_at "
        "IS NULL",
        change.workspace, identity, change.actor.name, change.at);
    if (undone > 0) tell(change, identity);
    return undone > 0;
}

bool blocked(db::Tx& tx, Id workspace, Id identity) {
    return tx
        .one("SELECT 1 FROM block WHERE workspace_id = $1 AND identity_id = $2 AND undone_at IS NULL",
             workspace, identity)
        .has_value();
}
}  // namespace store
