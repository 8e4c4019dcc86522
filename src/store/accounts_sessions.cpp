#include "store/accounts_sessions.hpp"

#include "base/encoding.hpp"
#include "base/hash.hpp"

namespace store {
namespace {
constexpr std::int64_t touch_every_ms = 5 * minute_ms;

std::vector<Login::Seat> seats(db::Tx& tx, Id member) {
    std::vector<Login::Seat> all;
    for (const auto& row :
         tx.query("SELECT workspace_id, role FROM membership WHERE member_id = $1 AND disabled_at IS NULL "
                  "ORDER BY created_at, workspace_id",
                  member))
        all.push_back({row.id(0), role(row.text(1)).value_or(Role::viewer)});
    return all;
}
}  // namespace

void end_sessions(db::Tx& tx, Id member, std::string_view except) {
    tell_access_changed(tx);
    tx.run("DELETE FROM session WHERE member_id = $1 AND token_hash <> $2", member, except);
}

std::string Sessions::begin(Id member, std::string_view agent) {
    auto token = base64url(means_.random.bytes(32));
    auto now = means_.store.clock.now();
    auto words = to_utf8(agent);
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run(
            "INSERT INTO session (token_hash, member_id, agent, created_at, seen_at, expires_at) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            hex(sha256(token)), member, prefix(words, 200), now, now, now + lifetime_ms);
        tx.run("UPDATE member SET last_seen_at = $2 WHERE member_id = $1", member, now);
    });
    return token;
}

std::optional<Login> Sessions::find(std::string_view token) {
    auto hash = hex(sha256(token));
    return means_.store.read([&](db::Tx& tx) -> std::optional<Login> {
        auto row = tx.one(
            "SELECT s.member_id, m.name, s.seen_at FROM session s JOIN member m ON m.member_id = s.member_id "
            "WHERE s.token_hash = $1 AND s.expires_at > $2",
            hash, means_.store.clock.now());
        if (!row) return std::nullopt;
        return Login{hash, row->id(0), row->text(1), row->time(2), seats(tx, row->id(0))};
    });
}

Time Sessions::holds(const std::string& hash, Id workspace) {
    return means_.store.read([&](db::Tx& tx) {
        auto row = tx.one(
            "SELECT s.expires_at FROM session s JOIN membership m ON m.member_id = s.member_id "
            "WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.workspace_id = $3 AND m.disabled_at IS NULL",
            hash, means_.store.clock.now(), workspace);
        return row ? row->time(0) : Time{};
    });
}

void Sessions::touch(const Login& login) {
    auto now = means_.store.clock.now();
    if (now - login.seen_at < touch_every_ms) return;
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1", login.hash, now,
               now + lifetime_ms);
        tx.run("UPDATE member SET last_seen_at = $2 WHERE member_id = $1", login.member, now);
    });
}

void Sessions::end(const std::string& hash) {
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("DELETE FROM session WHERE token_hash = $1", hash);
        tell_access_changed(tx);
    });
}

std::vector<Browser> Sessions::list(Id member) {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<Browser> all;
        for (const auto& row :
             tx.query("SELECT token_hash, agent, created_at, seen_at FROM session WHERE member_id = $1 AND "
                      "expires_at > $2 ORDER BY seen_at DESC, token_hash",
                      member, means_.store.clock.now()))
            all.push_back({row.text(0), row.text(1), row.time(2), row.time(3)});
        return all;
    });
}

void Sessions::end_own(const Actor& actor, std::string_view hash) {
    means_.store.change(actor, [&](Change& change) {
        if (change.tx.run("DELETE FROM session WHERE member_id = $1 AND token_hash = $2", actor.member,
                          hash) > 0)
            audit(change, "session_ended", actor.name);
    });
}

void Sessions::end_others(const Actor& actor, std::string_view but) {
    means_.store.change(actor, [&](Change& change) {
        end_sessions(change.tx, actor.member, but);
        audit(change, "session_ended", actor.name);
    });
}

void Sessions::sweep() {
    means_.store.truth.write(
        [&](db::Tx& tx) { tx.run("DELETE FROM session WHERE expires_at <= $1", means_.store.clock.now()); });
}
}  // namespace store
