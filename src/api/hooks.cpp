#include "store/hooks.hpp"

#include <algorithm>
#include <set>

#include "api/routes.hpp"
#include "api/views.hpp"
#include "courier/hook_events.hpp"
#include "courier/hook_keys.hpp"
#include "net/url.hpp"
#include "store/accounts_audit.hpp"
#include "store/hook_deliveries.hpp"

namespace api {
namespace {
constexpr std::size_t most_hooks = 50, longest_url = 2'000;
constexpr std::string_view states[] = {"queued", "sending", "delivered", "failed"};

net::Response list_events(Call&) {
    json::array all;
    for (const auto& each : courier::hook_events())
        all.push_back(json::object{{"type", each.type}, {"group", each.group}, {"label", each.label}});
    return answer(page(std::move(all), ""));
}

store::Hook existing(Call& call, db::Tx& tx) {
    auto found = store::hook(tx, call.actor.workspace, call.id());
    if (!found) throw Error{Code::not_found, "This webhook does not exist."};
    return *found;
}

json::object show(Call& call, db::Tx& tx, const store::Hook& hook) {
    auto keys = courier::hook_keys(call.app.seal, hook.secrets);
    auto sums = store::hook_sums(tx, hook.workspace, hook.id);
    bool both = keys.former_until > call.app.store.clock.now();
    return {{"id", hook.id.text()},
            {"url", hook.url},
            {"description", hook.description},
            {"events", json::array(hook.events.begin(), hook.events.end())},
            {"made_by", hook.made_by},
            {"created_at", hook.created_at.rfc3339()},
            {"paused_at", time_or_null(hook.paused_at)},
            {"paused_why", text_or_null(hook.paused_why)},
            {"failing_since", time_or_null(hook.failing_since)},
            {"waiting", sums.waiting},
            {"failed", sums.failed},
            {"last_delivered_at", time_or_null(sums.last_delivered_at)},
            {"former_until", time_or_null(both ? keys.former_until : Time{})}};
}

enum class Secret { hidden, shown };
net::Response show_hook(Call& call, Id id, Secret secret = Secret::hidden, int status = 200) {
    return answer(call.read([&](db::Tx& tx) {
        auto hook = store::hook(tx, call.actor.workspace, id);
        if (!hook) throw Error{Code::not_found, "This webhook does not exist."};
        auto shown = show(call, tx, *hook);
        if (secret == Secret::shown)
            shown["secret"] = courier::hook_keys(call.app.seal, hook->secrets).secret;
        return shown;
    }),
                  status);
}

net::Response list_hooks(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        json::array all;
        for (const auto& hook : store::hooks(tx, call.actor.workspace)) all.push_back(show(call, tx, hook));
        return page(std::move(all), "");
    }));
}

net::Response get_hook(Call& call) {
    return show_hook(call, call.id());
}

std::string url_of(const Body& body) {
    auto typed = body.text("url", longest_url);
    auto parsed = net::parse_url(typed);
    if (!parsed)
        throw Error{Code::bad_request,
                    fmt::format("“{}” is no web address; one looks like https://till.example/hooks.", typed)}
            .at("url");
    return parsed->text;
}

std::vector<std::string> events_of(const Body& body) {
    auto known = courier::hook_events();
    auto wanted = body.texts("events");
    for (const auto& each : wanted)
        if (std::ranges::find(known, std::string_view(each), &courier::HookEvent::type) == known.end())
            throw Error{Code::bad_request,
                        fmt::format("events: there is no “{}”; see /api/hook-events.", each)}
                .at("events");
    if (wanted.empty()) throw Error{Code::bad_request, "Choose at least one event."}.at("events");
    std::set<std::string> each(wanted.begin(), wanted.end());
    return {each.begin(), each.end()};
}

net::Response add_hook(Call& call) {
    auto body = call.body();
    store::Hook made;
    made.url = url_of(body), made.description = body.text_or("description", "", 200);
    made.events = events_of(body);
    made.secrets =
        courier::sealed(call.app.seal, net::webhook::Keys::fresh(call.app.post.surroundings.random));
    auto id = call.change([&](store::Change& change) {
        if (store::hooks(change.tx, change.workspace).size() >= most_hooks)
            throw Error{Code::conflict,
                        fmt::format("A workspace has at most {} webhooks; remove one first.", most_hooks)};
        auto fresh = store::add_hook(change, made);
        store::audit(change, "hook_added", made.url);
        return fresh;
    });
    return show_hook(call, id, Secret::shown, 201);
}

net::Response change_hook(Call& call) {
    auto body = call.body();
    call.change([&](store::Change& change) {
        auto hook = existing(call, change.tx);
        if (body.has("url")) hook.url = url_of(body);
        if (body.has("events")) hook.events = events_of(body);
        hook.description = body.text_or("description", hook.description, 200);
        store::change_hook(change, hook);
        if (body.has("paused")) {
            bool pause = body.flag("paused", false);
            if (pause != bool{hook.paused_at})
                pause ? store::pause_hook(change, hook.id) : store::resume_hook(change, hook.id);
        }
        store::audit(change, "hook_changed", hook.url);
    });
    return show_hook(call, call.id());
}

net::Response remove_hook(Call& call) {
    call.change([&](store::Change& change) {
        auto hook = existing(call, change.tx);
        store::remove_hook(change, hook.id);
        store::audit(change, "hook_removed", hook.url);
    });
    return nothing();
}

net::Response renew_secret(Call& call) {
    call.change([&](store::Change& change) {
        auto hook = existing(call, change.tx);
        auto keys = courier::hook_keys(call.app.seal, hook.secrets);
        hook.secrets =
            courier::sealed(call.app.seal, keys.renewed(call.app.post.surroundings.random, change.at));
        store::change_hook(change, hook);
        store::audit(change, "hook_secret_renewed", hook.url);
    });
    return show_hook(call, call.id(), Secret::shown);
}

json::object show(const store::HookAttempt& a) {
    return {{"id", a.id.text()},
            {"at", a.at.rfc3339()},
            {"status", a.status ? json::value(a.status) : json::value()},
            {"duration_ms", a.duration_ms},
            {"error", text_or_null(a.error)},
            {"answer", a.answer}};
}

json::object show(const store::HookDelivery& d, const store::HookAttempt* last) {
    return {{"id", d.id.text()},
            {"hook", d.hook.text()},
            {"webhook_id", d.webhook_id()},
            {"type", d.type},
            {"at", d.at.rfc3339()},
            {"state", d.state},
            {"tries", d.tries},
            {"next_try_at", d.state == "queued" ? time_or_null(d.run_at) : json::value()},
            {"ended_at", time_or_null(d.ended_at)},
            {"last", last ? json::value(show(*last)) : json::value()}};
}

net::Response show_delivery(Call& call, Id id, int status = 200) {
    return answer(call.read([&](db::Tx& tx) {
        auto found = store::hook_delivery(tx, call.actor.workspace, id);
        if (!found) throw Error{Code::not_found, "This delivery is not in the log any more."};
        auto tries = store::hook_attempts(tx, call.actor.workspace, id);
        auto shown = show(*found, tries.empty() ? nullptr : &tries.back());
        json::array all;
        for (const auto& each : tries) all.push_back(show(each));
        shown["attempts"] = std::move(all);
        return shown;
    }),
                  status);
}

std::string state_of(const Call& call) {
    auto wanted = call.query("state");
    if (!wanted.empty() && std::ranges::find(states, std::string_view(wanted)) == std::end(states))
        throw Error{Code::bad_request, "state: must be queued, sending, delivered or failed."}.at("state");
    return wanted;
}

net::Response list_deliveries(Call& call) {
    auto before = Id::parse(call.query("cursor")).value_or(Id{});
    auto state = state_of(call);
    return answer(call.read([&](db::Tx& tx) {
        auto hook = existing(call, tx);
        auto found = store::hook_deliveries(tx, hook.workspace, hook.id, state, before, call.limit());
        std::vector<Id> ids;
        ids.reserve(found.size());
        for (const auto& each : found) ids.push_back(each.id);
        auto tries = store::last_hook_attempts(tx, hook.workspace, ids);
        std::map<Id, store::HookAttempt> last(tries.begin(), tries.end());
        json::array all;
        for (const auto& each : found)
            all.push_back(show(each, last.contains(each.id) ? &last.at(each.id) : nullptr));
        return page(std::move(all), found.size() == call.limit() ? found.back().id.text() : "");
    }));
}

net::Response get_delivery(Call& call) {
    return show_delivery(call, call.id());
}

void require_awake(const store::Hook& hook) {
    if (hook.paused_at) throw Error{Code::conflict, "This webhook is paused. Resume it first."};
}

net::Response send_test(Call& call) {
    auto id = call.change([&](store::Change& change) {
        auto hook = existing(call, change.tx);
        require_awake(hook);
        return store::add_hook_delivery(change, {.hook = hook.id, .type = "test", .at = change.at});
    });
    return show_delivery(call, id, 201);
}

net::Response send_again(Call& call) {
    call.change([&](store::Change& change) {
        auto found = store::hook_delivery(change.tx, change.workspace, call.id());
        if (!found) throw Error{Code::not_found, "This delivery is not in the log any more."};
        require_awake(*store::hook(change.tx, change.workspace, found->hook));
        if (!store::requeue_hook_delivery(change, found->id))
            throw Error{Code::conflict, "It is being sent this moment."};
    });
    return show_delivery(call, call.id());
}

net::Response send_all_again(Call& call) {
    auto since = call.body().time_if_any("since");
    if (!since) throw Error{Code::bad_request, "since: is missing."}.at("since");
    auto queued = call.change([&](store::Change& change) {
        auto hook = existing(call, change.tx);
        require_awake(hook);
        auto count = store::requeue_failed_hook_deliveries(change, hook.id, *since);
        store::audit(change, "hook_redelivered", hook.url, {{"since", since->rfc3339()}, {"count", count}});
        return count;
    });
    return answer(json::object{{"queued", queued}});
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/hook-events",
     admin,
     list_events,
     "What webhooks can hear of",
     {},
     "[HookEvent]"},
    {net::Method::get,
     "/api/hooks",
     admin,
     list_hooks,
     "Other systems that hear what happens here",
     {},
     "[Hook]"},
    {net::Method::post,
     "/api/hooks",
     admin,
     add_hook,
     "Tell another system from now on; its secret is shown this once",
     "NewHook",
     "Hook",
     {},
     Takes::document,
     201},
    {net::Method::get, "/api/hooks/{id}", admin, get_hook, "One of them", {}, "Hook"},
    {net::Method::patch, "/api/hooks/{id}", admin, change_hook, "Change, pause or resume it", "HookChange",
     "Hook"},
    {net::Method::del, "/api/hooks/{id}", admin, remove_hook, "Tell it nothing any more; its log goes too"},
    {net::Method::post,
     "/api/hooks/{id}/secret",
     admin,
     renew_secret,
     "A new secret, shown this once; for a day everything is signed with the one before as well",
     {},
     "Hook"},
    {net::Method::post,
     "/api/hooks/{id}/test",
     admin,
     send_test,
     "Send a test event",
     {},
     "HookDelivery",
     {},
     Takes::document,
     201},
    {net::Method::get,
     "/api/hooks/{id}/deliveries",
     admin,
     list_deliveries,
     "What was sent to it and what it answered, newest first",
     {},
     "[HookDelivery]",
     "state cursor limit"},
    {net::Method::post, "/api/hooks/{id}/redeliveries", admin, send_all_again,
     "Send everything again that failed since a time", "Redelivery", "Redelivered"},
    {net::Method::get,
     "/api/hook-deliveries/{id}",
     admin,
     get_delivery,
     "One delivery with every try",
     {},
     "HookDelivery"},
    {net::Method::post,
     "/api/hook-deliveries/{id}/retry",
     admin,
     send_again,
     "Send it again, under the same webhook-id",
     {},
     "HookDelivery"},
};
}  // namespace

std::span<const Route> hook_routes() {
    return all;
}
}  // namespace api
