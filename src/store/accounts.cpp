#include "store/accounts.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "db/dialect.hpp"
#include "store/journal.hpp"

namespace store {
namespace {
constexpr std::size_t key_bytes = 32;

std::string worded(std::string_view typed, std::string_view what, std::string field) {
    auto from = typed.find_first_not_of(" \t\r\n"), to = typed.find_last_not_of(" \t\r\n");
    auto text = from == typed.npos ? std::string_view{} : typed.substr(from, to - from + 1);
    if (text.empty())
        throw Error{Code::bad_request, fmt::format("Give {} a name.", what)}.at(std::move(field));
    if (text.size() > 200)
        throw Error{Code::bad_request, fmt::format("Give {} a name of at most 200 bytes.", what)}.at(
            std::move(field));
    return std::string(text);
}

Workspace insert_workspace(Change& change, const std::string& name, const std::string& sealed_key) {
    Workspace made{change.workspace, name, change.at};
    change.tx.run(
        "INSERT INTO workspace (workspace_id, name, created_at, signing_key) VALUES ($1, $2, $3, $4)",
        made.id, name, made.created_at, db::Blob{sealed_key});
    return made;
}

Workspace workspace_in(const db::Row& row) {
    return {row.id(0), row.text(1), row.time(2)};
}
}  // namespace

std::string mail_address(std::string_view typed) {
    auto from = typed.find_first_not_of(" \t\r\n"), to = typed.find_last_not_of(" \t\r\n");
    std::string text(from == typed.npos ? std::string_view{} : typed.substr(from, to - from + 1));
    for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    auto at = text.find('@');
    bool strange =
        std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; });
    if (text.size() > 254 || at == 0 || at == text.npos || at + 1 == text.size() || strange ||
        text.find('@', at + 1) != text.npos)
        throw Error{Code::bad_request, "Write a mail address, like ana@example.org."}.at("email");
    return text;
}

void enrol(Change& change, Id member, std::string_view email, std::string_view name, std::string_view hash) {
    change.tx.run(
        "INSERT INTO member (member_id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)",
        member, email, name, hash, change.at);
}

void join(Change& change, Id member, Role role) {
    change.tx.run(
        "INSERT INTO membership (workspace_id, member_id, role, created_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (workspace_id, member_id) DO UPDATE SET role = excluded.role, disabled_at = NULL",
        change.workspace, member, name(role), change.at);
    change.tell(model::MemberChanged{member});
}

bool Accounts::needs_setup() {
    return means_.store.read([](db::Tx& tx) { return !tx.one("SELECT 1 FROM member LIMIT 1"); });
}

Actor Accounts::set_up(const Setup& setup) {
    auto workspace = worded(setup.workspace, "the workspace", "workspace");
    auto name = worded(setup.name, "yourself", "name");
    auto email = mail_address(setup.email);
    Passwords::check(setup.password, email);
    if (!needs_setup())
        throw Error{Code::conflict, "Rapport is set up already. Log in, or ask for an invitation."};
    auto hash = means_.passwords.hash(setup.password);
    auto key = means_.seal.close(means_.random.bytes(key_bytes));
    Actor owner{means_.store.ids.next(), means_.store.ids.next(), {}, name, Role::owner};
    return means_.store.change(owner, [&](Change& change) {
        db::lock_schema(change.tx);
        if (change.tx.one("SELECT 1 FROM member LIMIT 1"))
            throw Error{Code::conflict, "Rapport is set up already. Log in, or ask for an invitation."};
        insert_workspace(change, workspace, key);
        enrol(change, owner.member, email, name, hash);
        join(change, owner.member, Role::owner);
        audit(change, "workspace_created", workspace);
        return owner;
    });
}

Workspace Accounts::add_workspace(const Actor& owner, std::string_view name) {
    auto text = worded(name, "the workspace", "name");
    if (!owner.member)
        throw Error{Code::forbidden, "An API key cannot make a workspace. Log in as a member."};
    auto key = means_.seal.close(means_.random.bytes(key_bytes));
    auto there = owner;
    there.workspace = means_.store.ids.next();
    return means_.store.change(there, [&](Change& change) {
        auto made = insert_workspace(change, text, key);
        join(change, owner.member, Role::owner);
        audit(change, "workspace_created", text);
        return made;
    });
}

Workspace Accounts::rename_workspace(const Actor& actor, std::string_view name) {
    auto text = worded(name, "the workspace", "name");
    return means_.store.change(actor, [&](Change& change) {
        auto row = change.tx.one(
            "UPDATE workspace SET name = $2 WHERE workspace_id = $1 RETURNING workspace_id, name, created_at",
            actor.workspace, text);
        if (!row) throw Error{Code::not_found, "There is no such workspace."};
        audit(change, "workspace_renamed", text);
        return workspace_in(*row);
    });
}

std::optional<Workspace> Accounts::workspace(Id id) {
    return means_.store.read([&](db::Tx& tx) -> std::optional<Workspace> {
        auto row = tx.one("SELECT workspace_id, name, created_at FROM workspace WHERE workspace_id = $1", id);
        return row ? std::optional(workspace_in(*row)) : std::nullopt;
    });
}

std::vector<Workspace> Accounts::workspaces() {
    return means_.store.read([&](db::Tx& tx) {
        std::vector<Workspace> all;
        for (const auto& row :
             tx.query("SELECT workspace_id, name, created_at FROM workspace ORDER BY workspace_id"))
            all.push_back(workspace_in(row));
        return all;
    });
}

std::string Accounts::signing_key(Id workspace) {
    auto row = means_.store.read([&](db::Tx& tx) {
        return tx.one("SELECT signing_key FROM workspace WHERE workspace_id = $1", workspace);
    });
    if (!row) throw Error{Code::not_found, "There is no such workspace."};
    auto key = means_.seal.open(row->bytes(0));
    if (!key)
        throw Error{Code::unavailable,
                    "The key file does not fit this database, so its secrets cannot be read. "
                    "Put back the secret.key that belongs to it."};
    return *key;
}

void tell_access_changed(db::Tx& tx) {
    db::notify(tx, "access");
}
}  // namespace store
