#include "store/accounts_invitations.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT i.id, i.workspace_id, w.name, i.email, i.role, coalesce(m.name, ''), i.created_at, i.expires_at, "
    "i.accepted_at "
    "FROM invitation i JOIN workspace w ON w.workspace_id = i.workspace_id "
    "LEFT JOIN member m ON m.member_id = i.invited_by ";

const std::string by_workspace = std::string(columns) + "WHERE i.workspace_id = $1 ORDER BY i.id DESC";
const std::string by_token =
    std::string(columns) + "WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > $2";

Invitation invitation_in(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.text(2), row.text(3), role(row.text(4)).value_or(Role::viewer),
            row.text(5), row.time(6), row.time(7), row.time(8)};
}

// Who already has the invited address.
struct Known {
    Id id;
    std::string name, password_hash;
};

std::optional<Known> known(db::Tx& tx, const std::string& email) {
    auto row = tx.one("SELECT member_id, name, password_hash FROM member WHERE email = $1", email);
    return row ? std::optional(Known{row->id(0), row->text(1), row->text(2)}) : std::nullopt;
}

// The password hash to store: of the one who is already a member, or a new one.
std::string proven(Passwords& passwords, const std::optional<Known>& before, const std::string& email,
                   std::string_view password) {
    if (!before) {
        Passwords::check(password, email);
        return passwords.hash(password);
    }
    if (!passwords.matches(password, before->password_hash))
        throw Error{Code::bad_request,
                    "You have an account with this address already: enter its password to join."}
            .at("password");
    return before->password_hash;
}
}  // namespace

Invitations::Added Invitations::add(const Actor& actor, std::string_view email, Role granted) {
    if (granted > actor.role)
        throw Error{Code::forbidden, "Nobody can invite somebody to a role above his own. Ask an owner."}.at(
            "role");
    auto address = mail_address(email);
    auto token = base64url(means_.random.bytes(32));
    auto now = means_.store.clock.now();
    auto id = means_.store.ids.next();
    return means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        if (tx.one("SELECT 1 FROM membership s JOIN member m ON m.member_id = s.member_id "
                   "WHERE s.workspace_id = $1 AND m.email = $2",
                   actor.workspace, address))
            throw Error{Code::conflict, fmt::format("{} is a member of this workspace already.", address)}.at(
                "email");
        tx.run("DELETE FROM invitation WHERE workspace_id = $1 AND email = $2 AND accepted_at IS NULL",
               actor.workspace, address);
        tx.run(
            "INSERT INTO invitation (workspace_id, id, email, role, token_hash, invited_by, created_at, "
            "expires_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            actor.workspace, id, address, name(granted), hex(sha256(token)), actor.member.value, now,
            now + lifetime_ms);
        audit(change, "member_invited", address, {{"role", name(granted)}});
        return Added{invitation_in(*tx.one(by_token, hex(sha256(token)), now)), token};
    });
}

std::vector<Invitation> Invitations::list(Id workspace) {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<Invitation> all;
        tx.each([&](const db::Row& row) { return all.push_back(invitation_in(row)), true; }, by_workspace,
                workspace);
        return all;
    });
}

void Invitations::revoke(const Actor& actor, Id invitation) {
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto row = tx.one("DELETE FROM invitation WHERE workspace_id = $1 AND id = $2 RETURNING email",
                          actor.workspace, invitation);
        if (!row) throw Error{Code::not_found, "There is no such invitation in this workspace."};
        audit(change, "invitation_revoked", row->text(0));
    });
}

std::optional<Invitation> Invitations::find(std::string_view token) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Invitation> {
        auto row = tx.one(by_token, hex(sha256(token)), means_.store.clock.now());
        return row ? std::optional(invitation_in(*row)) : std::nullopt;
    });
}

Actor Invitations::accept(std::string_view token, std::string_view typed, std::string_view password) {
    auto invitation = find(token);
    if (!invitation) throw Error{Code::gone, "This invitation has expired or was used. Ask for a new one."};
    auto before = means_.store.read([&](db::Tx& tx) { return known(tx, invitation->email); });
    auto hash = proven(means_.passwords, before, invitation->email, password);
    Actor joined{invitation->workspace,
                 before ? before->id : means_.store.ids.next(),
                 {},
                 before ? before->name : std::string(typed),
                 invitation->role};
    means_.store.change(joined, [&](Change& change) {
        auto& tx = change.tx;
        auto now = means_.store.clock.now();
        if (tx.run("UPDATE invitation SET accepted_at = $3 WHERE workspace_id = $1 AND id = $2 AND "
                   "accepted_at IS NULL",
                   invitation->workspace, invitation->id, now) == 0)
            throw Error{Code::gone, "This invitation has expired or was used. Ask for a new one."};
        if (!before) enrol(change, joined.member, invitation->email, joined.name, hash);
        join(change, joined.member, joined.role);
        audit(change, "invitation_accepted", invitation->email);
    });
    return joined;
}
}  // namespace store
