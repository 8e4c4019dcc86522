#include "store/accounts_keys.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace store {
namespace {
constexpr std::int64_t touch_every_ms = 5 * minute_ms;
constexpr std::size_t prefix_size = 9;  // "rk_" and six characters

ApiKey key_in(const db::Row& row) {
    return {row.id(0),   row.text(1), role(row.text(2)).value_or(Role::viewer),
            row.text(3), row.id(4),   row.text(5),
            row.time(6), row.time(7), row.time(8)};
}
}  // namespace

ApiKeys::Added ApiKeys::add(const Actor& actor, std::string_view name, Role granted) {
    if (granted > actor.role)
        throw Error{Code::forbidden, "Nobody can give a key a role above his own. Ask an owner."}.at("role");
    auto secret = "rk_" + base64url(means_.random.bytes(32));
    ApiKey key{means_.store.ids.next(),
               std::string(name),
               granted,
               secret.substr(0, prefix_size),
               actor.member,
               actor.name,
               means_.store.clock.now(),
               {},
               {}};
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        tx.run(
            "INSERT INTO api_key (workspace_id, id, name, role, prefix, key_hash, created_by, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            actor.workspace, key.id, key.name, store::name(granted), key.prefix, hex(sha256(secret)),
            actor.member.value, key.created_at);
        audit(change, "key_added", key.name, {{"role", store::name(granted)}});
    });
    return {key, secret};
}

std::vector<ApiKey> ApiKeys::list(Id workspace) {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<ApiKey> all;
        tx.each([&](const db::Row& row) { return all.push_back(key_in(row)), true; },
                "SELECT k.id, k.name, k.role, k.prefix, k.created_by, m.name, k.created_at, k.last_used_at, "
                "k.revoked_at "
                "FROM api_key k LEFT JOIN member m ON m.member_id = k.created_by WHERE k.workspace_id = $1 "
                "ORDER BY k.id DESC",
                workspace);
        return all;
    });
}

void ApiKeys::revoke(const Actor& actor, Id key) {
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto row = tx.one("SELECT name, role, revoked_at FROM api_key WHERE workspace_id = $1 AND id = $2",
                          actor.workspace, key);
        if (!row) throw Error{Code::not_found, "There is no such key in this workspace."};
        if (role(row->text(1)).value_or(Role::viewer) > actor.role)
            throw Error{Code::forbidden, "Only an owner can revoke an owner's key."};
        if (row->time(2)) return;
        tx.run("UPDATE api_key SET revoked_at = $3 WHERE workspace_id = $1 AND id = $2", actor.workspace, key,
               means_.store.clock.now());
        audit(change, "key_revoked", row->text(0));
        tell_access_changed(tx);
    });
}

std::optional<Actor> ApiKeys::find(std::string_view secret) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Actor> {
        auto row = tx.one(
            "SELECT workspace_id, id, name, role FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL",
            hex(sha256(secret)));
        if (!row) return std::nullopt;
        return Actor{
            row->id(0), {}, row->id(1), "key " + row->text(2), role(row->text(3)).value_or(Role::viewer)};
    });
}

bool ApiKeys::holds(Id workspace, Id key) {
    return means_.store.read([&](db::Tx& tx) {
        return tx
            .one("SELECT 1 FROM api_key WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL",
                 workspace, key)
            .has_value();
    });
}

void ApiKeys::touch(const Actor& actor) {
    auto now = means_.store.clock.now();
    auto stale = [&](db::Tx& tx) {
        return tx
            .one(
                "SELECT 1 FROM api_key WHERE workspace_id = $1 AND id = $2 AND coalesce(last_used_at, 0) < "
                "$3",
                actor.workspace, actor.key, now - touch_every_ms)
            .has_value();
    };
    if (!means_.store.read(stale)) return;
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("UPDATE api_key SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2", actor.workspace,
               actor.key, now);
    });
}
}  // namespace store
