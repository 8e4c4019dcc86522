#include "base/error.hpp"
#include "store/accounts.hpp"
#include "store/journal.hpp"

namespace store {
namespace {
std::string password_hash(db::Tx& tx, Id member) {
    auto row = tx.one("SELECT password_hash FROM member WHERE member_id = $1", member);
    return row ? row->text(0) : std::string{};
}

void tell_all_workspaces(db::Tx& tx, const Clock& clock, Id member) {
    for (const auto& row : tx.query("SELECT workspace_id FROM membership WHERE member_id = $1", member))
        append(tx, row.id(0), clock.now(), model::MemberChanged{member});
}
}  // namespace

std::optional<Id> Accounts::authenticate(std::string_view email, std::string_view password) {
    auto row = means_.store.read([&](db::Tx& tx) {
        return tx.one(
            "SELECT member_id, password_hash FROM member m WHERE email = $1 AND EXISTS "
            "(SELECT 1 FROM membership s WHERE s.member_id = m.member_id AND s.disabled_at IS NULL)",
            mail_address(email));
    });
    bool right = means_.passwords.matches(password, row ? row->text(1) : std::string{});
    return right && row ? std::optional(row->id(0)) : std::nullopt;
}

std::optional<Profile> Accounts::profile(Id member) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Profile> {
        auto row = tx.one(
            "SELECT member_id, name, email, preferences, created_at, last_seen_at FROM member "
            "WHERE member_id = $1",
            member);
        if (!row) return std::nullopt;
        auto kept = json::parse(row->text(3));
        return Profile{row->id(0),   row->text(1),
                       row->text(2), kept && kept->is_object() ? kept->get_object() : json::object{},
                       row->time(4), row->time(5)};
    });
}

std::optional<Id> Accounts::member_with(std::string_view email) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Id> {
        auto row = tx.one("SELECT member_id FROM member WHERE email = $1", mail_address(email));
        return row ? std::optional(row->id(0)) : std::nullopt;
    });
}

std::vector<Place> Accounts::places(Id member) {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<Place> all;
        for (const auto& row :
             tx.query("SELECT w.workspace_id, w.name, w.created_at, s.role FROM membership s "
                      "JOIN workspace w ON w.workspace_id = s.workspace_id "
                      "WHERE s.member_id = $1 AND s.disabled_at IS NULL "
                      "ORDER BY s.created_at, s.workspace_id",
                      member))
            all.push_back({{row.id(0), row.text(1), row.time(2)}, role(row.text(3)).value_or(Role::viewer)});
        return all;
    });
}

void Accounts::rename(const Actor& actor, std::string_view name) {
    means_.store.truth.write([&](db::Tx& tx) {
        tx.run("UPDATE member SET name = $2 WHERE member_id = $1", actor.member, name);
        tell_all_workspaces(tx, means_.store.clock, actor.member);
    });
}

void Accounts::set_preferences(Id member, const json::object& preferences) {
    auto text = json::serialize(preferences);
    if (text.size() > 64u << 10)
        throw Error{Code::too_large, "Preferences may take at most 64 KiB."}.at("preferences");
    means_.store.truth.write(
        [&](db::Tx& tx) { tx.run("UPDATE member SET preferences = $2 WHERE member_id = $1", member, text); });
}

void Accounts::change_password(const Actor& actor, std::string_view old, std::string_view fresh,
                               std::string_view session_hash) {
    auto before = profile(actor.member);
    if (!before) throw Error{Code::not_found, "There is no such member."};
    Passwords::check(fresh, before->email, "password.new");
    auto kept = means_.store.read([&](db::Tx& tx) { return password_hash(tx, actor.member); });
    if (!means_.passwords.matches(old, kept))
        throw Error{Code::bad_request, "This is not your password of now."}.at("password.old");
    auto hash = means_.passwords.hash(fresh);
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        tx.run("UPDATE member SET password_hash = $2 WHERE member_id = $1", actor.member, hash);
        end_sessions(tx, actor.member, session_hash);
        audit(change, "password_changed", before->email);
    });
}

void Accounts::reset_password(const Actor& actor, Id member, std::string_view fresh) {
    auto before = profile(member);
    if (!before) throw Error{Code::not_found, "There is no such member."};
    Passwords::check(fresh, before->email);
    auto hash = means_.passwords.hash(fresh);
    means_.store.change(actor, [&](Change& change) {
        auto& tx = change.tx;
        tx.run("UPDATE member SET password_hash = $2 WHERE member_id = $1", member, hash);
        end_sessions(tx, member);
        audit(change, "password_reset", before->email);
    });
}
}  // namespace store
