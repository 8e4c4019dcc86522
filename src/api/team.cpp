#include "api/me.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"

namespace api {
namespace {
store::Role role_of(const Body& body) {
    auto found = store::role(body.text("role", 20));
    if (!found) throw Error{Code::bad_request, "role: must be owner, admin, agent or viewer."}.at("role");
    return *found;
}

net::Response list_workspaces(Call& call) {
    return answer(page(me(call)["workspaces"].as_array(), ""));
}

net::Response add_workspace(Call& call) {
    return answer(show(call.app.accounts.add_workspace(call.actor, call.body().text("name", 200))), 201);
}

net::Response rename_workspace(Call& call) {
    if (call.id() != call.actor.workspace)
        throw Error{Code::not_found, "There is no such workspace; choose it first with Rapport-Workspace."};
    return answer(show(call.app.accounts.rename_workspace(call.actor, call.body().text("name", 200))));
}

net::Response list_members(Call& call) {
    json::array all;
    for (const auto& m : call.app.accounts.members(call.actor.workspace)) all.push_back(show(m));
    return answer(page(std::move(all), ""));
}

net::Response change_member(Call& call) {
    auto body = call.body();
    auto id = call.id();
    auto& accounts = call.app.accounts;
    if (body.has("role")) accounts.change_role(call.actor, id, role_of(body));
    if (body.has("disabled"))
        body.flag("disabled", false) ? accounts.disable(call.actor, id) : accounts.enable(call.actor, id);
    auto member = accounts.member(call.actor.workspace, id);
    if (!member) throw Error{Code::not_found, "There is no such member."};
    return answer(show(*member));
}

net::Response remove_member(Call& call) {
    call.app.accounts.remove(call.actor, call.id());
    return nothing();
}

json::object show(const store::Invitation& i) {
    return {{"id", i.id.text()},
            {"email", i.email},
            {"role", store::name(i.role)},
            {"invited_by", i.invited_by},
            {"created_at", i.created_at.rfc3339()},
            {"expires_at", i.expires_at.rfc3339()},
            {"accepted_at", time_or_null(i.accepted_at)}};
}

net::Response list_invitations(Call& call) {
    json::array all;
    for (const auto& i : call.app.invitations.list(call.actor.workspace)) all.push_back(show(i));
    return answer(page(std::move(all), ""));
}

net::Response invite(Call& call) {
    auto body = call.body();
    auto added = call.app.invitations.add(call.actor, body.text("email", 320), role_of(body));
    auto shown = show(added.invitation);
    auto scheme = call.request.secure ? "https" : "http";
    shown["link"] =
        fmt::format("{}://{}/invitation/{}", scheme, call.request.headers.get("Host"), added.token);
    return answer(shown, 201);
}

net::Response revoke_invitation(Call& call) {
    call.app.invitations.revoke(call.actor, call.id());
    return nothing();
}

json::object show(const store::ApiKey& k) {
    return {{"id", k.id.text()},
            {"name", k.name},
            {"role", store::name(k.role)},
            {"prefix", k.prefix},
            {"created_by", k.created_by_name},
            {"created_at", k.created_at.rfc3339()},
            {"last_used_at", time_or_null(k.last_used_at)},
            {"revoked_at", time_or_null(k.revoked_at)}};
}

net::Response list_keys(Call& call) {
    json::array all;
    for (const auto& k : call.app.keys.list(call.actor.workspace)) all.push_back(show(k));
    return answer(page(std::move(all), ""));
}

net::Response add_key(Call& call) {
    auto body = call.body();
    auto added = call.app.keys.add(call.actor, body.text("name", 200), role_of(body));
    auto shown = show(added.key);
    shown["secret"] = added.secret;
    return answer(shown, 201);
}

net::Response revoke_key(Call& call) {
    call.app.keys.revoke(call.actor, call.id());
    return nothing();
}

Time time_of(const Call& call, const char* which) {
    auto text = call.query(which);
    if (text.empty()) return {};
    auto found = Time::parse(text);
    if (!found)
        throw Error{Code::bad_request, fmt::format("{}: must be a time as 2026-10-31T14:00:00Z.", which)}.at(
            which);
    return *found;
}

net::Response list_audit_choices(Call& call) {
    auto found = call.read([&](db::Tx& tx) { return store::audit_choices(tx, call.actor.workspace); });
    return answer(json::object{{"actors", json::array(found.actors.begin(), found.actors.end())},
                               {"actions", json::array(found.actions.begin(), found.actions.end())}});
}

net::Response list_audit(Call& call) {
    store::AuditFilter filter;
    filter.actor = call.query("actor"), filter.action = call.query("action"), filter.limit = call.limit();
    filter.before = Id::parse(call.query("cursor")).value_or(Id{});
    filter.since = time_of(call, "since"), filter.until = time_of(call, "until");
    auto entries =
        call.read([&](db::Tx& tx) { return store::audit_entries(tx, call.actor.workspace, filter); });
    json::array all;
    for (const auto& e : entries)
        all.push_back(json::object{{"id", e.id.text()},
                                   {"at", e.at.rfc3339()},
                                   {"actor", e.actor},
                                   {"actor_id", id_or_null(e.actor_id)},
                                   {"action", e.action},
                                   {"target", e.target},
                                   {"details", e.details}});
    return answer(page(std::move(all), entries.size() == filter.limit ? entries.back().id.text() : ""));
}

constexpr Route all[] = {
    {net::Method::get, "/api/workspaces", viewer, list_workspaces, "The caller's workspaces", {}, "[Place]"},
    {net::Method::post,
     "/api/workspaces",
     owner,
     add_workspace,
     "Add a workspace",
     "NewWorkspace",
     "Workspace",
     {},
     Takes::document,
     201},
    {net::Method::patch, "/api/workspaces/{id}", admin, rename_workspace, "Rename the workspace",
     "NewWorkspace", "Workspace"},
    {net::Method::get, "/api/members", viewer, list_members, "The team", {}, "[Member]"},
    {net::Method::patch, "/api/members/{id}", admin, change_member,
     "Change a member's role, or end the membership for now", "MemberChange", "Member"},
    {net::Method::del, "/api/members/{id}", admin, remove_member, "Remove a member from the workspace"},
    {net::Method::get, "/api/invitations", admin, list_invitations, "Invitations", {}, "[Invitation]"},
    {net::Method::post,
     "/api/invitations",
     admin,
     invite,
     "Invite somebody",
     "NewInvitation",
     "Invitation",
     {},
     Takes::document,
     201},
    {net::Method::del, "/api/invitations/{id}", admin, revoke_invitation, "Take an invitation back"},
    {net::Method::get, "/api/keys", admin, list_keys, "API keys", {}, "[ApiKey]"},
    {net::Method::post,
     "/api/keys",
     admin,
     add_key,
     "Make an API key; its secret is shown this once",
     "NewApiKey",
     "ApiKey",
     {},
     Takes::document,
     201},
    {net::Method::del, "/api/keys/{id}", admin, revoke_key, "Revoke an API key"},
    {net::Method::get,
     "/api/audit",
     admin,
     list_audit,
     "Who changed what",
     {},
     "[AuditEntry]",
     "actor action since until cursor limit"},
    {net::Method::get,
     "/api/audit/choices",
     admin,
     list_audit_choices,
     "Whom and what the audit log knows",
     {},
     "AuditChoices"},
};
}  // namespace

std::span<const Route> team_routes() {
    return all;
}
}  // namespace api
