#include "api/live.hpp"
#include "api/routes.hpp"
#include "api/search_filter.hpp"
#include "api/views.hpp"
#include "inbox/actions.hpp"
#include "inbox/compose.hpp"
#include "inbox/search.hpp"

namespace api {
namespace {
inbox::Filter filter(const Call& call) {
    inbox::Filter f;
    auto view = call.query("view"), order = call.query("order"), channel = call.query("channel");
    f.member = call.actor.member, f.label = call.query("label"), f.after = call.query("cursor"),
    f.limit = call.limit();
    auto known_view = inbox::view(view.empty() ? "open" : view);
    auto known_order = inbox::order(order.empty() ? "newest" : order);
    if (!known_view)
        throw Error{Code::bad_request,
                    "view: must be open, mine, unassigned, snoozed, closed, failed, heard or all."}
            .at("view");
    if (!known_order) throw Error{Code::bad_request, "order: must be newest, oldest or waiting."}.at("order");
    f.view = *known_view, f.order = *known_order;
    if (!channel.empty()) {
        auto id = Id::parse(channel);
        if (!id) throw Error{Code::bad_request, "channel: must be the id of a channel."}.at("channel");
        f.channel = *id;
    }
    return f;
}

json::object shown(Call& call, const inbox::Page& found) {
    return call.read(
        [&](db::Tx& tx) { return page(Views(tx, call).conversation_rows(found.rows), found.next); });
}

net::Response list_conversations(Call& call) {
    call.catch_up();
    auto now = call.app.store.clock.now();
    auto q = call.query("q");
    if (!q.empty())
        return answer(shown(call, inbox::find_conversations(searching(call), query_of(q), filter(call))));
    auto found = call.app.store.index.read(
        [&](db::Tx& index) { return inbox::list(index, call.actor.workspace, filter(call), now); });
    return answer(shown(call, found));
}

net::Response count_conversations(Call& call) {
    call.catch_up();
    auto now = call.app.store.clock.now();
    auto c = call.app.store.index.read(
        [&](db::Tx& index) { return inbox::counts(index, call.actor.workspace, call.actor.member, now); });
    json::object channels, labels;
    for (const auto& [id, n] : c.channels) channels[id.text()] = n;
    for (const auto& [name, n] : c.labels) labels[name] = n;
    return answer(json::object{{"open", c.open},
                               {"mine", c.mine},
                               {"unassigned", c.unassigned},
                               {"snoozed", c.snoozed},
                               {"closed", c.closed},
                               {"failed", c.failed},
                               {"all", c.all},
                               {"heard", c.heard},
                               {"channels", channels},
                               {"labels", labels}});
}

store::Conversation existing(Call& call, db::Tx& tx, Id id) {
    auto found = store::conversation(tx, call.actor.workspace, id);
    if (!found) throw Error{Code::not_found, "This conversation does not exist."};
    return *found;
}

net::Response get_conversation(Call& call) {
    auto id = call.read([&](db::Tx& tx) { return existing(call, tx, call.id()).id; });
    return answer(conversation_details(call, id));
}

net::Response list_messages(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto conversation = existing(call, tx, call.id());
        auto before = Id::parse(call.query("before")).value_or(Id{});
        auto messages = store::thread(tx, call.actor.workspace, conversation.id, before, call.limit());
        return page(views.messages(messages),
                    messages.size() == call.limit() ? messages.front().id.text() : "");
    }));
}

net::Response put_closure(Call& call) {
    auto reason = call.body().text_or("reason", "", 1'000);
    call.change([&](store::Change& change) { inbox::close(change, call.id(), reason); });
    return nothing();
}
net::Response delete_closure(Call& call) {
    call.change([&](store::Change& change) { inbox::reopen(change, call.id()); });
    return nothing();
}
net::Response put_snooze(Call& call) {
    auto until = call.body().time_if_any("until");
    if (!until) throw Error{Code::bad_request, "until: is missing."}.at("until");
    call.change([&](store::Change& change) { inbox::snooze(change, call.id(), *until); });
    return nothing();
}
net::Response delete_snooze(Call& call) {
    call.change([&](store::Change& change) { inbox::wake(change, call.id()); });
    return nothing();
}

store::Member member_of(Call& call, Id id) {
    auto found = call.app.accounts.member(call.actor.workspace, id);
    if (!found || found->disabled_at) throw Error{Code::not_found, "There is no such member."}.at("member");
    return *found;
}

net::Response put_assignment(Call& call) {
    auto member = member_of(call, call.body().id("member"));
    call.change([&](store::Change& change) { inbox::assign(change, call.id(), member.id, member.name); });
    return nothing();
}
net::Response delete_assignment(Call& call) {
    call.change([&](store::Change& change) { inbox::unassign(change, call.id()); });
    return nothing();
}
net::Response put_label(Call& call) {
    call.change([&](store::Change& change) { inbox::label(change, call.id(), call.params["label"]); });
    return nothing();
}
net::Response delete_label(Call& call) {
    call.change([&](store::Change& change) { inbox::unlabel(change, call.id(), call.params["label"]); });
    return nothing();
}

net::Response put_reading(Call& call) {
    auto message = call.body().id("message");
    call.change([&](store::Change& change) {
        auto conversation = existing(call, change.tx, call.id());
        auto known = store::message(change.tx, call.actor.workspace, message);
        if (!known || known->conversation != conversation.id)
            throw Error{Code::not_found, "This message is not in this conversation."};
        call.member();
        store::read_up_to(change, conversation.id, message);
    });
    return nothing();
}

net::Response get_draft(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        auto conversation = existing(call, tx, call.id());
        return Views(tx, call).draft(store::draft(tx, call.actor.workspace, conversation.id, call.member()));
    }));
}

std::vector<Id> attachment_ids(const Body& body) {
    std::vector<Id> out;
    const auto* list = body.all().if_contains("attachments");
    if (!list || !list->is_array()) return out;
    for (const auto& each : list->get_array()) {
        auto text = each.is_string() ? std::string(each.get_string()) : json::text(each, "id");
        if (auto id = Id::parse(text)) out.push_back(*id);
    }
    return out;
}

net::Response put_draft(Call& call) {
    auto body = call.body();
    call.change([&](store::Change& change) {
        store::Draft draft{existing(call, change.tx, call.id()).id,
                           call.member(),
                           body.text_or("text", ""),
                           body.text_or("html", ""),
                           body.flag("internal", false),
                           attachment_ids(body),
                           change.at};
        store::save_draft(change, draft);
    });
    return get_draft(call);
}
net::Response delete_draft(Call& call) {
    call.change([&](store::Change& change) {
        store::drop_draft(change, existing(call, change.tx, call.id()).id, call.member());
    });
    return nothing();
}

net::Response put_presence(Call& call) {
    call.member();
    auto typing = call.body().flag("typing", false);
    auto id = call.read([&](db::Tx& tx) { return existing(call, tx, call.id()).id; });
    call.app.live.present(call.actor, id, typing);
    return nothing();
}

std::vector<Id> meant(Call& call, const Body& body) {
    auto ids = body.ids("conversations");
    if (!body.has("query")) return ids;
    inbox::Filter all;
    all.view = inbox::View::all, all.member = call.actor.member, all.limit = 10'000;
    call.catch_up();
    for (const auto& row :
         inbox::find_conversations(searching(call), query_of(body.text("query", 4'000)), all).rows)
        ids.push_back(row.conversation);
    return ids;
}

net::Response do_bulk(Call& call) {
    auto body = call.body();
    auto action = inbox::action(body.text("action", 20));
    if (!action)
        throw Error{Code::bad_request,
                    "action: must be close, reopen, assign, unassign, snooze, label or unlabel."}
            .at("action");
    auto value = body.text_or("value", "", 1'000);
    store::Member member;
    if (*action == inbox::Action::assign) member = member_of(call, Id::parse(value).value_or(Id{}));
    auto conversations = meant(call, body);
    return answer(call.change([&](store::Change& change) {
        auto done = inbox::bulk(change, conversations, *action, value, member.id, member.name);
        return json::object{{"id", done.id.text()},
                            {"changed", done.changed},
                            {"undo_until", (done.id.time() + day_ms).rfc3339()}};
    }));
}

net::Response undo_bulk(Call& call) {
    auto changed = call.change([&](store::Change& change) { return inbox::undo_bulk(change, call.id()); });
    return answer(json::object{{"changed", changed}});
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/conversations",
     viewer,
     list_conversations,
     "The inbox",
     {},
     "[ConversationRow]",
     "view channel label q order cursor limit"},
    {net::Method::get,
     "/api/conversations/counts",
     viewer,
     count_conversations,
     "How many are in each view",
     {},
     "Counts"},
    {net::Method::get,
     "/api/conversations/{id}",
     viewer,
     get_conversation,
     "One conversation with what this person said elsewhere",
     {},
     "Conversation"},
    {net::Method::get,
     "/api/conversations/{id}/messages",
     viewer,
     list_messages,
     "Its messages, a page back from the newest",
     {},
     "[Message]",
     "before limit"},
    {net::Method::put, "/api/conversations/{id}/closure", agent, put_closure, "Close", "Closure"},
    {net::Method::del, "/api/conversations/{id}/closure", agent, delete_closure, "Reopen"},
    {net::Method::put, "/api/conversations/{id}/snooze", agent, put_snooze, "Hide until a time", "Snooze"},
    {net::Method::del, "/api/conversations/{id}/snooze", agent, delete_snooze, "Show again"},
    {net::Method::put, "/api/conversations/{id}/assignment", agent, put_assignment, "Give to a member",
     "Assignment"},
    {net::Method::del, "/api/conversations/{id}/assignment", agent, delete_assignment, "Give to nobody"},
    {net::Method::put, "/api/conversations/{id}/labels/{label}", agent, put_label, "Add a label"},
    {net::Method::del, "/api/conversations/{id}/labels/{label}", agent, delete_label, "Remove a label"},
    {net::Method::put, "/api/conversations/{id}/reading", viewer, put_reading, "Read up to here", "Reading"},
    {net::Method::get, "/api/conversations/{id}/draft", agent, get_draft, "One's own draft", {}, "Draft?"},
    {net::Method::put, "/api/conversations/{id}/draft", agent, put_draft, "Keep a draft", "NewDraft",
     "Draft"},
    {net::Method::del, "/api/conversations/{id}/draft", agent, delete_draft, "Drop the draft"},
    {net::Method::put, "/api/conversations/{id}/presence", viewer, put_presence,
     "Say that one looks at it, or types", "Presence"},
    {net::Method::post, "/api/bulk", agent, do_bulk, "Do one thing to many conversations", "Bulk",
     "BulkResult"},
    {net::Method::del, "/api/bulk/{id}", agent, undo_bulk, "Undo that, within a day", {}, "BulkUndone"},
};
}  // namespace

std::span<const Route> conversation_routes() {
    return all;
}
}  // namespace api
