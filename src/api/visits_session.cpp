#include "api/visits_session.hpp"

#include "api/live.hpp"
#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "courier/carrying.hpp"

// Looking at the window, beginning to talk, and saying who one is.
namespace api {
namespace {
constexpr std::int64_t forgotten_ms = day_ms, remembered_ms = 90 * day_ms;

bool can_carry_on(const Call& call) {
    return call.read([&](db::Tx& tx) { return courier::carrier(tx, call.door->channel).has_value(); });
}

json::array who_is_here(const Call& call, const json::object& window) {
    json::array names;
    const auto& door = *call.door;
    if (!window.at("show_names").as_bool()) return names;
    for (const auto& each : call.app.live.here(door.channel.workspace)) {
        auto shown = door.visits->signature(door.config, each);
        if (names.size() < 3) names.push_back(json::value(shown));
    }
    return names;
}

// What the site vouches for goes before what somebody says.
store::Visitor arriving(const Call& call, const channels::Arrival& said) {
    const auto& door = *call.door;
    store::Visitor made;
    made.id = call.app.store.ids.next(), made.channel = door.channel.id;
    made.handle = "visitor-" + made.id.text(), made.name = said.name, made.email = said.email;
    if (!said.proof.empty()) {
        auto guest = door.visits->vouched(door.config, said.proof, call.app.store.clock.now());
        made.handle = guest.handle;
        if (!guest.name.empty()) made.name = guest.name;
        json::object vouched;
        if (guest.also) {
            vouched = {{"network", guest.also->network}, {"handle", guest.also->says}};
            made.email = guest.also->says;
        }
        made.vouched = json::serialize(vouched);
    }
    return made;
}

void agree(const Call& call, store::Visitor& visitor, bool carry_on) {
    bool possible = carry_on && !visitor.email.empty() && can_carry_on(call);
    if (!possible)
        visitor.carry_on_at = {};
    else if (!visitor.carry_on_at)
        visitor.carry_on_at = call.app.store.clock.now();
}

net::Response get_window(Call& call) {
    const auto& door = *call.door;
    auto window = door.visits->window(door.config, call.app.store.clock.now());
    if (json::text(window, "title").empty()) window["title"] = door.channel.name;
    window["here"] = who_is_here(call, window);
    window["carries_on"] = can_carry_on(call);
    return answer(window);
}

net::Response begin(Call& call) {
    auto said = call.door->visits->arrival(call.request.body);
    if (!said.consent)
        throw Error{Code::forbidden, "A chat begins when you agree that it is kept."}.at("consent");
    take(call.app.guests.sessions, counted(call.request));
    auto visitor = arriving(call, said);
    agree(call, visitor, said.carry_on);
    auto token = base64url(call.app.post.surroundings.random.bytes(24));
    visitor.expires_at = call.app.store.clock.now() + (said.remember ? remembered_ms : forgotten_ms);
    call.app.store.change(visiting(call), [&](store::Change& change) {
        store::add_visitor(change, visitor, hex(sha256(token)));
    });
    auto shown = show(visitor);
    shown["token"] = token;
    return answer(shown, 201);
}

net::Response get_session(Call& call) {
    return answer(show(visitor_of(call)));
}

// Name, mail address and whether answers may follow there; who the site says it is stays so.
net::Response change(Call& call) {
    auto visitor = visitor_of(call);
    auto said = call.door->visits->arrival(call.request.body);
    if (visitor.vouched.empty()) visitor.name = said.name;
    bool vouched_address = visitor.vouched.size() > 2;
    if (!vouched_address) visitor.email = said.email;
    agree(call, visitor, said.carry_on);
    call.app.store.change(visiting(call),
                          [&](store::Change& change) { store::change_visitor(change, visitor); });
    return answer(show(visitor));
}

net::Response end(Call& call) {
    auto visitor = visitor_of(call);
    call.app.store.change(visiting(call),
                          [&](store::Change& change) { store::end_visit(change, visitor.id); });
    return nothing();
}

constexpr Route all[] = {
    {net::Method::get,
     "/chat/{key}/window",
     guest,
     get_window,
     "How a chat window looks, and who is there",
     {},
     "ChatWindow"},
    {net::Method::post,
     "/chat/{key}/session",
     guest,
     begin,
     "Begin to chat, after consent",
     "NewVisit",
     "Visit",
     {},
     Takes::document,
     201},
    {net::Method::get, "/chat/{key}/session", guest, get_session, "Who the visitor is to us", {}, "Visit"},
    {net::Method::put, "/chat/{key}/session", guest, change, "Leave a name or a mail address", "VisitChange",
     "Visit"},
    {net::Method::del, "/chat/{key}/session", guest, end, "End the chat in this browser"},
};
}  // namespace

store::Actor visiting(const Call& call) {
    auto actor = store::Actor::system(call.door->channel.workspace);
    actor.name = "visitor";
    return actor;
}

json::object show(const store::Visitor& visitor) {
    return {{"name", visitor.name},
            {"email", visitor.email},
            {"carry_on", static_cast<bool>(visitor.carry_on_at)},
            {"vouched", !visitor.vouched.empty()},
            {"wrote", static_cast<bool>(visitor.wrote_at)}};
}

std::span<const Route> visit_session_routes() {
    return all;
}
}  // namespace api
