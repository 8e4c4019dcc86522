#include "base/error.hpp"
#include "store/accounts.hpp"
#include "store/journal.hpp"

namespace store {
namespace {
constexpr std::string_view one_member =
    "SELECT m.member_id, m.name, m.email, s.role, s.created_at, s.disabled_at, m.last_seen_at "
    "FROM membership s JOIN member m ON m.member_id = s.member_id WHERE s.workspace_id = $1 AND s.member_id "
    "= $2";

Member member_in(const db::Row& row) {
    return {row.id(0),   row.text(1), row.text(2), role(row.text(3)).value_or(Role::viewer),
            row.time(4), row.time(5), row.time(6)};
}

Member found(db::Tx& tx, Id workspace, Id id) {
    auto row = tx.one(one_member, workspace, id);
    if (!row) throw Error{Code::not_found, "There is no such member in this workspace."};
    return member_in(*row);
}

// Two owners who demote each other at the same moment must not both succeed: changes to the members of
// a workspace queue on its row.
void queue(db::Tx& tx, Id workspace) {
    tx.run("UPDATE workspace SET name = name WHERE workspace_id = $1", workspace);
}

// The member to be changed, once it is clear that the actor may.
Member within_reach(db::Tx& tx, const Actor& actor, Id id) {
    queue(tx, actor.workspace);
    auto member = found(tx, actor.workspace, id);
    if (member.role > actor.role)
        throw Error{Code::forbidden,
                    fmt::format("Only an owner can change {}, who is an owner.", member.name)};
    return member;
}

void keep_an_owner(db::Tx& tx, Id workspace) {
    if (!tx.one("SELECT 1 FROM membership WHERE workspace_id = $1 AND role = 'owner' AND disabled_at IS NULL",
                workspace))
        throw Error{Code::conflict, "The last owner must stay. Make somebody else an owner first."};
}

// A member who is active nowhere any more is logged out everywhere.
void end_idle_sessions(db::Tx& tx, Id member) {
    if (!tx.one("SELECT 1 FROM membership WHERE member_id = $1 AND disabled_at IS NULL", member))
        end_sessions(tx, member);
}

Member record(Change& change, const Member& before, std::string_view action,
              const json::object& details = {}) {
    keep_an_owner(change.tx, change.workspace);
    audit(change, action, before.email, details);
    change.tell(model::MemberChanged{before.id});
    tell_access_changed(change.tx);
    auto row = change.tx.one(one_member, change.workspace, before.id);
    return row ? member_in(*row) : before;
}
}  // namespace

std::vector<Member> Accounts::members(Id workspace) {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<Member> all;
        tx.each([&](const db::Row& row) { return all.push_back(member_in(row)), true; },
                "SELECT m.member_id, m.name, m.email, s.role, s.created_at, s.disabled_at, m.last_seen_at "
                "FROM membership s JOIN member m ON m.member_id = s.member_id WHERE s.workspace_id = $1 "
                "ORDER BY s.created_at, s.member_id",
                workspace);
        return all;
    });
}

std::optional<Member> Accounts::member(Id workspace, Id id) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Member> {
        auto row = tx.one(one_member, workspace, id);
        return row ? std::optional(member_in(*row)) : std::nullopt;
    });
}

Member Accounts::change_role(const Actor& actor, Id id, Role fresh) {
    return means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto before = within_reach(tx, actor, id);
        if (fresh > actor.role)
            throw Error{Code::forbidden, "Nobody can give a role above his own. Ask an owner."}.at("role");
        tx.run("UPDATE membership SET role = $3 WHERE workspace_id = $1 AND member_id = $2", actor.workspace,
               id, name(fresh));
        return record(change, before, "member_role_changed",
                      {{"from", name(before.role)}, {"to", name(fresh)}});
    });
}

Member Accounts::disable(const Actor& actor, Id id) {
    return means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto before = within_reach(tx, actor, id);
        if (before.disabled_at) return before;
        tx.run("UPDATE membership SET disabled_at = $3 WHERE workspace_id = $1 AND member_id = $2",
               actor.workspace, id, means_.store.clock.now());
        end_idle_sessions(tx, id);
        return record(change, before, "member_disabled");
    });
}

Member Accounts::enable(const Actor& actor, Id id) {
    return means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto before = within_reach(tx, actor, id);
        if (!before.disabled_at) return before;
        tx.run("UPDATE membership SET disabled_at = NULL WHERE workspace_id = $1 AND member_id = $2",
               actor.workspace, id);
        return record(change, before, "member_enabled");
    });
}

void Accounts::remove(const Actor& actor, Id id) {
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        auto before = within_reach(tx, actor, id);
        tx.run("DELETE FROM membership WHERE workspace_id = $1 AND member_id = $2", actor.workspace, id);
        end_idle_sessions(tx, id);
        record(change, before, "member_removed");
    });
}

Member Accounts::add_member(const Actor& actor, std::string_view name, std::string_view email, Role fresh,
                            std::string_view password) {
    auto address = mail_address(email);
    Passwords::check(password, address);
    auto hash = means_.passwords.hash(password);
    auto id = means_.store.ids.next();
    return means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        if (tx.one("SELECT 1 FROM member WHERE email = $1", address))
            throw Error{Code::conflict,
                        fmt::format("There is a member with the address {} already.", address)}
                .at("email");
        enrol(change, id, address, name, hash);
        join(change, id, fresh);
        audit(change, "member_added", address);
        return found(tx, actor.workspace, id);
    });
}
}  // namespace store
