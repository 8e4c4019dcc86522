#include "api/identify.hpp"

#include "base/error.hpp"

namespace api {
namespace {
constexpr std::string_view session_name = "rapport_session";

std::string wanted_workspace(const net::Request& request) {
    auto header = std::string(request.headers.get("Rapport-Workspace"));
    auto query = request.query.find("workspace");
    return !header.empty() ? header : query == request.query.end() ? "" : query->second;
}

bool writes(net::Method method) {
    return method != net::Method::get && method != net::Method::head && method != net::Method::options;
}

// A browser says where a request comes from; another site must not write with a member's cookie.
void refuse_other_sites(const net::Request& request) {
    auto site = request.headers.get("Sec-Fetch-Site");
    if (site == "same-origin" || site == "none") return;
    auto origin = request.headers.get("Origin");
    auto host = request.headers.get("Host");
    bool own = origin.ends_with(host) && !host.empty() &&
               (origin == "http://" + std::string(host) || origin == "https://" + std::string(host));
    if (site.empty() && own) return;
    throw Error{
        Code::forbidden,
        "This request does not come from Rapport's own page. Programs use an API key instead of a cookie."};
}

store::Actor seat(const store::Login& login, const std::string& wanted) {
    for (const auto& seat : login.seats)
        if (wanted.empty() || seat.workspace.text() == wanted)
            return {
                .workspace = seat.workspace, .member = login.member, .name = login.name, .role = seat.role};
    throw wanted.empty()
        ? Error{Code::forbidden, "Your membership has ended. Ask an owner to invite you again."}
        : Error{Code::not_found, "There is no such workspace."};
}

void by_key(Call& call, std::string_view secret) {
    auto actor = call.app.keys.find(secret);
    if (!actor) throw Error{Code::unauthenticated, "This API key is unknown or revoked."};
    auto wanted = wanted_workspace(call.request);
    if (!wanted.empty() && wanted != actor->workspace.text())
        throw Error{Code::not_found, "There is no such workspace."};
    call.actor = *actor;
}

// Logging in needs no cookie, so another site could log a member into an account that is not his.
void refuse_other_browsers(const net::Request& request) {
    if (request.headers.has("Sec-Fetch-Site") || request.headers.has("Origin")) refuse_other_sites(request);
}

std::optional<store::Login> by_session(Call& call) {
    auto token = cookie(call.request, session_name);
    auto login = token.empty() ? std::nullopt : call.app.sessions.find(token);
    if (!login) throw Error{Code::unauthenticated, "Log in first."};
    if (writes(call.request.method)) refuse_other_sites(call.request);
    call.actor = seat(*login, wanted_workspace(call.request));
    call.session = login->hash;
    return login;
}
void require(const Route& route, const store::Actor& actor) {
    if (actor.role < route.access.least)
        throw Error{Code::forbidden,
                    fmt::format("This needs the role {}; yours is {}. Ask an owner of the workspace.",
                                store::name(route.access.least), store::name(actor.role))};
}
}  // namespace

std::string cookie(const net::Request& request, std::string_view name) {
    for (const auto& [field, value] : request.headers) {
        if (field != "Cookie" && field != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
                return std::string(pair.substr(name.size() + 1));
        }
    }
    return "";
}

std::string session_cookie(const net::Request& request, std::string_view token) {
    auto age = token.empty() ? 0 : store::Sessions::lifetime_ms / second_ms;
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", session_name, token, age,
                       request.secure ? "; Secure" : "");
}

Call identify(App& app, const net::Request& request, const Route& route) {
    Call call{app, request, {}, {}, {}};
    if (route.access.open && !route.access.visitor && writes(request.method)) refuse_other_browsers(request);
    if (route.access.open) return call;
    auto authorization = request.headers.get("Authorization");
    std::optional<store::Login> login;
    if (authorization.starts_with("Bearer "))
        by_key(call, authorization.substr(7));
    else
        login = by_session(call);
    require(route, call.actor);
    login ? app.sessions.touch(*login) : app.keys.touch(call.actor);
    return call;
}
}  // namespace api
