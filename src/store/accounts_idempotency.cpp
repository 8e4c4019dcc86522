#include "store/accounts_idempotency.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace store {
namespace {
// Keys belong to whoever sent them, so that nobody can guess another's answer.
std::string owner(const Actor& actor) {
    return actor.member ? "member " + actor.member.text() : "key " + actor.key.text();
}

std::string packed(const StoredAnswer& answer, const Seal& seal) {
    json::array headers;
    for (const auto& [name, value] : answer.headers) headers.push_back(json::array{name, value});
    return base64(seal.close(json::serialize(json::object{{"headers", headers}, {"body", answer.body}})));
}

std::optional<StoredAnswer> unpacked(int status, const std::string& text, const Seal& seal) {
    auto closed = from_base64(text);
    auto plain = closed ? seal.open(*closed) : std::nullopt;
    auto value = plain ? json::parse(*plain) : std::nullopt;
    if (!value) return std::nullopt;
    StoredAnswer answer{status, {}, json::text(*value, "body")};
    for (const auto& pair : json::list(*value, "headers"))
        answer.headers.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
    return answer;
}
constexpr std::int64_t done = 1;  // below any HTTP status
}  // namespace

void mark_done(Change& change, std::string_view key, std::string_view before, std::string_view outcomes) {
    auto moved = change.tx.run(
        "UPDATE idempotency SET status = $4, answer = $6 WHERE workspace_id = $1 AND actor = $2 AND key = $3 "
        "AND status <= $4 AND answer = $5",
        change.workspace, owner(change.actor), key, done, before, outcomes);
    if (moved == 0)
        throw Error{Code::conflict, "A request with this Idempotency-Key is being worked on elsewhere."};
}

Idempotency::Claim Idempotency::claim(const Actor& actor, std::string_view key, std::string_view request) {
    auto now = means_.store.clock.now();
    auto hash = hex(sha256(request));
    auto who = owner(actor);
    return means_.store.truth.write([&](db::Tx& tx) -> Claim {
        tx.run(
            "DELETE FROM idempotency WHERE workspace_id = $1 AND actor = $2 AND key = $3 AND created_at <= "
            "$4",
            actor.workspace, who, key, now - lifetime_ms);
        if (tx.run("INSERT INTO idempotency (workspace_id, actor, key, request_hash, status, answer, "
                   "created_at) "
                   "VALUES ($1, $2, $3, $4, 0, $6, $5) ON CONFLICT (workspace_id, actor, key) DO NOTHING",
                   actor.workspace, who, key, hash, now, node_) == 1)
            return Claimed{};
        auto row = tx.one(
            "SELECT request_hash, status, answer, created_at FROM idempotency "
            "WHERE workspace_id = $1 AND actor = $2 AND key = $3",
            actor.workspace, who, key);
        if (!row) return Underway{};
        if (row->text(0) != hash) return Mismatch{};
        if (row->integer(1) == done) return Done{row->text(2)};
        if (row->integer(1) != 0) {
            auto answer = unpacked(static_cast<int>(row->integer(1)), row->text(2), means_.seal);
            return answer ? Claim(*answer) : Claim(Mismatch{});
        }
        // Only one of several that wait may take a stale claim over: the time is compared and set.
        bool mine = row->time(3) <= now - stale_ms &&
                    tx.run(
                        "UPDATE idempotency SET created_at = $4, answer = $6 WHERE workspace_id = $1 AND "
                        "actor = $2 AND "
                        "key = $3 AND status = 0 AND created_at = $5",
                        actor.workspace, who, key, now, row->time(3).ms, node_) == 1;
        return mine ? Claim(Reclaimed{}) : Claim(Underway{});
    });
}

void Idempotency::keep(const Actor& actor, std::string_view key, const StoredAnswer& answer) {
    auto text = packed(answer, means_.seal);
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run(
            "UPDATE idempotency SET status = $4, answer = $5 WHERE workspace_id = $1 AND actor = $2 AND key "
            "= $3",
            actor.workspace, owner(actor), key, answer.status, text);
    });
}

void Idempotency::release(const Actor& actor, std::string_view key) {
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("DELETE FROM idempotency WHERE workspace_id = $1 AND actor = $2 AND key = $3 AND status = 0",
               actor.workspace, owner(actor), key);
    });
}

void Idempotency::abandon() {
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("UPDATE idempotency SET created_at = created_at - $1 WHERE status = 0 AND answer = $2",
               stale_ms, node_);
    });
}

void Idempotency::sweep() {
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("DELETE FROM idempotency WHERE created_at <= $1", means_.store.clock.now() - lifetime_ms);
    });
}
}  // namespace store
