#include "store/claims.hpp"

#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view claim_columns =
    "SELECT c.id, c.identity_id, c.kind, c.says, c.verified, c.network, c.at FROM claim c ";

// A word of a later version says the least.
model::Claim::Kind kind(const std::string& text) {
    using Kind = model::Claim::Kind;
    for (auto each : {Kind::rel_me, Kind::bio, Kind::domain, Kind::signed_})
        if (model::name(each) == text) return each;
    return Kind::bio;
}

std::vector<Claim> read(const db::Rows& rows) {
    std::vector<Claim> out;
    for (const auto& row : rows)
        out.push_back(
            {row.id(0), row.id(1), {kind(row.text(2)), row.text(3), row.flag(4), row.text(5)}, row.time(6)});
    return out;
}

// What people call a handle begins with a sign where its key, and what a claim means by it, does not.
std::string_view spoken(std::string_view shown) {
    return shown.starts_with('@') ? shown.substr(1) : shown;
}
}  // namespace

std::vector<Claim> claims_of(db::Tx& tx, Id workspace, const std::vector<Id>& identities) {
    auto sql = std::string(claim_columns) + "WHERE c.workspace_id = $1 AND c.identity_id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids) + " ORDER BY c.id";
    return read(tx.query(sql, workspace, identities));
}

void add_claim(Change& change, Id identity, const model::Claim& claim,
               const std::vector<model::Handle>& may_mean) {
    auto id = change.fresh();
    auto network = claim.network.empty() ? std::nullopt : std::optional(claim.network);
    change.tx.post(
        "INSERT INTO claim (workspace_id, id, identity_id, kind, says, network, verified, at) VALUES ($1, "
        "$2, "
        "$3, $4, $5, $6, $7, $8)",
        change.workspace, id, identity, model::name(claim.kind), claim.says, network,
        std::int64_t{claim.verified}, change.at);
    for (const auto& each : may_mean)
        change.tx.post(
            "INSERT INTO claim_target (workspace_id, network, handle, claim_id) VALUES ($1, $2, $3, $4) ON "
            "CONFLICT DO NOTHING",
            change.workspace, each.network, each.handle, id);
}

void verify_claim(Change& change, Id claim) {
    change.tx.post("UPDATE claim SET verified = 1, weighed_at = NULL WHERE workspace_id = $1 AND id = $2",
                   change.workspace, claim);
}

std::vector<Claim> unweighed_claims(db::Tx& tx, Id workspace, std::size_t limit) {
    static const auto sql = std::string(claim_columns) +
                            "WHERE c.workspace_id = $1 AND c.weighed_at IS NULL ORDER BY c.id LIMIT $2";
    return read(tx.query(sql, workspace, static_cast<std::int64_t>(limit)));
}

void weighed(Change& change, Id claim) {
    change.tx.run("UPDATE claim SET weighed_at = $3 WHERE workspace_id = $1 AND id = $2", change.workspace,
                  claim, change.at);
}

std::vector<Claim> claims_about(db::Tx& tx, Id workspace, const Identity& about, std::size_t limit) {
    static const auto sql = std::string(claim_columns) +
                            "JOIN claim_target t ON t.workspace_id = c.workspace_id AND t.claim_id = c.id "
                            "WHERE t.workspace_id = $1 AND t.network = $2 AND t.handle IN ($3, $4) AND "
                            "c.identity_id <> $5 ORDER BY c.id LIMIT $6";
    return read(tx.query(sql, workspace, about.network, about.handle, spoken(about.called()), about.id,
                         static_cast<std::int64_t>(limit)));
}

std::vector<Identity> meant_by(db::Tx& tx, Id workspace, Id claim, std::size_t limit) {
    std::vector<Id> ids;
    for (const auto& row :
         tx.query("SELECT i.id FROM claim_target t JOIN identity i ON i.workspace_id = t.workspace_id AND "
                  "i.network = t.network AND i.handle = t.handle WHERE t.workspace_id = $1 AND t.claim_id = "
                  "$2 UNION SELECT i.id FROM claim_target t JOIN identity i ON i.workspace_id = "
                  "t.workspace_id AND i.network = t.network AND i.shown = '@' || t.handle WHERE "
                  "t.workspace_id = $1 AND t.claim_id = $2 ORDER BY 1 LIMIT $3",
                  workspace, claim, static_cast<std::int64_t>(limit)))
        ids.push_back(row.id(0));
    return ids.empty() ? std::vector<Identity>{} : identities(tx, workspace, ids);
}

std::vector<Claim> claims_beside(db::Tx& tx, Id workspace, Id claim, std::size_t limit) {
    static const auto sql =
        std::string(claim_columns) +
        "WHERE c.workspace_id = $1 AND c.verified = 1 AND c.id IN (SELECT o.claim_id FROM claim_target t "
        "JOIN "
        "claim_target o ON o.workspace_id = t.workspace_id AND o.network = t.network AND o.handle = t.handle "
        "WHERE t.workspace_id = $1 AND t.claim_id = $2) AND c.identity_id <> (SELECT identity_id FROM claim "
        "WHERE workspace_id = $1 AND id = $2) ORDER BY c.id LIMIT $3";
    return read(tx.query(sql, workspace, claim, static_cast<std::int64_t>(limit)));
}

std::vector<model::Handle> targets_of(db::Tx& tx, Id workspace, Id claim) {
    std::vector<model::Handle> all;
    for (const auto& row : tx.query("SELECT network, handle FROM claim_target WHERE workspace_id = $1 AND "
                                    "claim_id = $2 ORDER BY network, handle",
                                    workspace, claim))
        all.push_back({row.text(0), row.text(1)});
    return all;
}

void keep_apart(Change& change, Id identity, Id other, std::string_view why) {
    auto [first, second] = std::minmax(identity, other);
    change.tx.run(
        "INSERT INTO apart (workspace_id, first_id, second_id, made_by, why, at) VALUES ($1, $2, $3, $4, $5, "
        "$6) ON CONFLICT DO NOTHING",
        change.workspace, first, second, change.actor.name, why, change.at);
}

bool apart(db::Tx& tx, Id workspace, Id identity, Id other) {
    auto [first, second] = std::minmax(identity, other);
    return tx
        .one("SELECT 1 FROM apart WHERE workspace_id = $1 AND first_id = $2 AND second_id = $3", workspace,
             first, second)
        .has_value();
}
}  // namespace store
