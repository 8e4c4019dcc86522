#include "store/authorisations.hpp"

namespace store {
namespace {
constexpr std::string_view select_all =
    "SELECT workspace_id, id, network, channel_id, member_id, state_hash, kept, result, error, created_at, "
    "finished_at FROM authorisation WHERE ";

Authorisation read(const db::Row& row) {
    return {row.id(0),    row.id(1),    row.text(2), row.id(3),   row.id(4),   row.text(5),
            row.bytes(6), row.bytes(7), row.text(8), row.time(9), row.time(10)};
}
}  // namespace

Id add_authorisation(Change& change, const Authorisation& a) {
    change.tx.run("DELETE FROM authorisation WHERE workspace_id = $1 AND created_at < $2", change.workspace,
                  change.at - authorisation_ms);
    auto id = change.fresh();
    auto channel = a.channel ? std::optional(a.channel) : std::nullopt;
    change.tx.run(
        "INSERT INTO authorisation (workspace_id, id, network, channel_id, member_id, state_hash, kept, "
        "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        change.workspace, id, a.network, channel, a.member, a.state_hash, db::Blob{a.kept}, change.at);
    return id;
}

std::optional<Authorisation> authorisation(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<Authorisation> authorisation_of_state(db::Tx& tx, std::string_view state_hash, Time now) {
    static const auto sql =
        std::string(select_all) + "state_hash = $1 AND finished_at IS NULL AND created_at > $2";
    auto row = tx.one(sql, state_hash, now - authorisation_ms);
    return row ? std::optional(read(*row)) : std::nullopt;
}

bool finish_authorisation(Change& change, Id id, std::string_view result, std::string_view error) {
    auto sealed = result.empty() ? std::nullopt : std::optional(db::Blob{std::string(result)});
    auto text = error.empty() ? std::nullopt : std::optional(error);
    return change.tx.run(
               "UPDATE authorisation SET result = $3, error = $4, finished_at = $5 WHERE workspace_id = $1 "
               "AND "
               "id = $2 AND finished_at IS NULL",
               change.workspace, id, sealed, text, change.at) > 0;
}

void drop_authorisation(Change& change, Id id) {
    change.tx.run("DELETE FROM authorisation WHERE workspace_id = $1 AND id = $2", change.workspace, id);
}
}  // namespace store
