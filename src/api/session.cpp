#include "api/identify.hpp"
#include "api/me.hpp"
#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/tries.hpp"
#include "api/views.hpp"

namespace api {
namespace {
// Logs in: a fresh session, its cookie, and who that is.
net::Response begin_session(Call& call, const store::Actor& actor, int status) {
    auto token = call.app.sessions.begin(actor.member, call.request.headers.get("User-Agent"));
    call.actor = actor;
    auto response = answer(me(call), status);
    response.headers.set("Set-Cookie", session_cookie(call.request, token));
    return response;
}

net::Response setup_needed(Call& call) {
    return answer(json::object{{"needed", call.app.accounts.needs_setup()}});
}

net::Response set_up(Call& call) {
    if (auto wait = held_back(call, "")) return *wait;
    auto body = call.body();
    auto actor = call.app.accounts.set_up({body.text("workspace", 200), body.text("name", 200),
                                           body.text("email", 320), body.text("password", 1'000)});
    return begin_session(call, actor, 201);
}

net::Response log_in(Call& call) {
    auto body = call.body();
    auto email = store::mail_address(body.text("email", 320)), password = body.text("password", 1'000);
    if (auto wait = held_back(call, email)) return *wait;
    auto member = call.app.accounts.authenticate(email, password);
    if (!member) throw Error{Code::unauthenticated, "The address or the password is wrong."};
    auto places = call.app.accounts.places(*member);
    if (places.empty())
        throw Error{Code::forbidden, "Your membership has ended. Ask an owner to invite you again."};
    auto name = call.app.accounts.profile(*member)->name;
    return begin_session(call,
                         {.workspace = places.front().workspace.id,
                          .member = *member,
                          .name = name,
                          .role = places.front().role},
                         200);
}

net::Response show_me(Call& call) {
    return answer(me(call));
}

net::Response log_out(Call& call) {
    if (!call.session.empty()) call.app.sessions.end(call.session);
    auto response = nothing();
    response.headers.set("Set-Cookie", session_cookie(call.request, ""));
    return response;
}

net::Response change_me(Call& call) {
    auto body = call.body();
    auto& accounts = call.app.accounts;
    if (!call.actor.member) throw Error{Code::forbidden, "An API key has no profile to change."};
    if (body.has("name")) accounts.rename(call.actor, body.text("name", 200));
    if (body.has("password")) {
        if (auto wait = held_back(call, accounts.profile(call.actor.member)->email)) return *wait;
        Body password(body.object("password"));
        accounts.change_password(call.actor, password.text("old", 1'000), password.text("new", 1'000),
                                 call.session);
    }
    if (body.has("preferences")) {
        auto merged = accounts.profile(call.actor.member)->preferences;
        for (const auto& [key, value] : body.object("preferences")) merged[key] = value;
        if (json::serialize(merged).size() > 65'536)
            throw Error{Code::too_large, "The preferences are too large to keep."};
        accounts.set_preferences(call.actor.member, merged);
    }
    return answer(me(call));
}

net::Response show_invitation(Call& call) {
    auto found = call.app.invitations.find(call.params["token"]);
    if (!found)
        throw Error{Code::not_found, "This invitation is used, expired or unknown. Ask for a new one."};
    return answer(json::object{{"workspace", found->workspace_name},
                               {"email", found->email},
                               {"role", store::name(found->role)},
                               {"invited_by", found->invited_by},
                               {"expires_at", found->expires_at.rfc3339()}});
}

net::Response accept_invitation(Call& call) {
    if (auto wait = held_back(call, "")) return *wait;
    auto body = call.body();
    auto actor = call.app.invitations.accept(call.params["token"], body.text_or("name", "", 200),
                                             body.text("password", 1'000));
    return begin_session(call, actor, 200);
}

net::Response list_sessions(Call& call) {
    json::array all;
    for (const auto& browser : call.app.sessions.list(call.member()))
        all.push_back(json::object{{"id", browser.hash},
                                   {"agent", browser.agent},
                                   {"created_at", browser.created_at.rfc3339()},
                                   {"seen_at", browser.seen_at.rfc3339()},
                                   {"current", browser.hash == call.session}});
    return answer(page(std::move(all), ""));
}

net::Response end_session(Call& call) {
    call.member();
    call.app.sessions.end_own(call.actor, call.params["name"]);
    return nothing();
}

net::Response end_other_sessions(Call& call) {
    call.member();
    call.app.sessions.end_others(call.actor, call.session);
    return nothing();
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/setup",
     anybody,
     setup_needed,
     "Whether the first owner is still missing",
     {},
     "Setup"},
    {net::Method::post,
     "/api/setup",
     anybody,
     set_up,
     "Make the first workspace and its owner",
     "NewSetup",
     "Me",
     {},
     Takes::document,
     201},
    {net::Method::post, "/api/session", anybody, log_in, "Log in", "Login", "Me"},
    {net::Method::get, "/api/session", viewer, show_me, "Who is logged in, and where", {}, "Me"},
    {net::Method::del, "/api/session", viewer, log_out, "Log out"},
    {net::Method::patch, "/api/session", viewer, change_me, "Change one's name, password or preferences",
     "MeChange", "Me"},
    {net::Method::get, "/api/sessions", viewer, list_sessions, "Where one is logged in", {}, "[Browser]"},
    {net::Method::del, "/api/sessions/{name}", viewer, end_session, "Log one of one's own browsers out"},
    {net::Method::del, "/api/sessions", viewer, end_other_sessions, "Log out everywhere but in this browser"},
    {net::Method::get,
     "/api/invitations/{token}",
     anybody,
     show_invitation,
     "What an invitation is for",
     {},
     "InvitationOffer"},
    {net::Method::post, "/api/invitations/{token}/acceptance", anybody, accept_invitation,
     "Join by an invitation", "Acceptance", "Me"},
};
}  // namespace

std::span<const Route> session_routes() {
    return all;
}
}  // namespace api
