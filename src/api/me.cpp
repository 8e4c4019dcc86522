#include "api/me.hpp"

#include "api/views.hpp"

namespace api {
namespace {
json::object preferences(const json::object& kept) {
    json::object out{{"theme", "system"},      {"density", "comfortable"}, {"shortcuts", "on"},
                     {"keys", json::object{}}, {"locale", nullptr},        {"views", json::object{}}};
    for (const auto& [key, value] : kept) out[key] = value;
    return out;
}

json::object key_as_member(const Call& call) {
    return {{"id", call.actor.key.text()},
            {"name", call.actor.name},
            {"email", ""},
            {"role", store::name(call.actor.role)},
            {"created_at", call.actor.key.time().rfc3339()},
            {"disabled_at", nullptr},
            {"last_seen_at", nullptr}};
}
}  // namespace

json::object show(const store::Workspace& w) {
    return {{"id", w.id.text()}, {"name", w.name}, {"created_at", w.created_at.rfc3339()}};
}

json::object show(const store::Member& m) {
    return {{"id", m.id.text()},
            {"name", m.name},
            {"email", m.email},
            {"role", store::name(m.role)},
            {"created_at", m.created_at.rfc3339()},
            {"disabled_at", time_or_null(m.disabled_at)},
            {"last_seen_at", time_or_null(m.last_seen_at)}};
}

// A member's workspaces; the one that an API key is good for.
json::array places(const Call& call) {
    auto& accounts = call.app.accounts;
    auto seats = call.actor.member ? accounts.places(call.actor.member) : std::vector<store::Place>{};
    auto here = call.actor.member ? std::nullopt : accounts.workspace(call.actor.workspace);
    if (here) seats.push_back({*here, call.actor.role});
    json::array out;
    for (const auto& seat : seats) {
        auto shown = show(seat.workspace);
        shown["role"] = store::name(seat.role);
        out.push_back(std::move(shown));
    }
    return out;
}

json::object me(const Call& call) {
    auto& accounts = call.app.accounts;
    auto member = call.actor.member ? accounts.member(call.actor.workspace, call.actor.member) : std::nullopt;
    auto profile = call.actor.member ? accounts.profile(call.actor.member) : std::nullopt;
    auto workspace = accounts.workspace(call.actor.workspace);
    return {{"member", member ? show(*member) : key_as_member(call)},
            {"workspace", workspace ? json::value(show(*workspace)) : json::value()},
            {"workspaces", places(call)},
            {"preferences", preferences(profile ? profile->preferences : json::object{})}};
}
}  // namespace api
