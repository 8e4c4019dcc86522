#include "api/routes.hpp"
#include "api/views.hpp"

namespace api {
namespace {
store::Person existing(Call& call, db::Tx& tx, Id id) {
    auto found = store::person(tx, call.actor.workspace, id);
    if (!found) throw Error{Code::not_found, "This person does not exist."};
    return *found;
}

net::Response list_people(Call& call) {
    call.catch_up();
    auto order = call.query("order") == "name" ? people::PeopleOrder::name : people::PeopleOrder::recent;
    auto found = call.app.store.index.read([&](db::Tx& index) {
        return people::list(index, call.actor.workspace, call.query("q"), order, call.query("cursor"),
                            call.limit());
    });
    return answer(
        call.read([&](db::Tx& tx) { return page(Views(tx, call).person_rows(found.rows), found.next); }));
}

net::Response show_person(Call& call, Id id, int status = 200) {
    call.catch_up();
    return answer(call.read([&](db::Tx& tx) { return Views(tx, call).person(existing(call, tx, id)); }),
                  status);
}

net::Response get_person(Call& call) {
    return show_person(call, call.id());
}

// A person met outside every network, known by the name alone until a handle turns up.
net::Response add_person(Call& call) {
    auto name = call.body().text("name", 200);
    auto person = call.change([&](store::Change& change) {
        return store::meet(change, {"note", "person " + change.fresh().text(), name, ""}).person;
    });
    return show_person(call, person, 201);
}

net::Response change_person(Call& call) {
    auto body = call.body();
    call.change([&](store::Change& change) {
        auto person = existing(call, change.tx, call.id());
        person.name = body.text_or("name", person.name, 200);
        person.note = body.text_or("note", person.note, 20'000);
        if (body.has("roles")) person.roles = body.texts("roles");
        store::change_person(change, person);
    });
    return show_person(call, call.id());
}

// Each message with the conversation around it.
json::array timeline_items(db::Tx& tx, const Call& call, const std::vector<Id>& ids) {
    Views views(tx, call);
    auto found = store::messages(tx, call.actor.workspace, ids);
    std::vector<store::Message> messages;
    std::vector<Id> around;
    for (auto id : ids)
        if (auto at = found.find(id); at != found.end()) {
            around.push_back(at->second.conversation);
            messages.push_back(std::move(at->second));
        }
    views.prepare(messages);
    auto conversations = store::conversations(tx, call.actor.workspace, around);
    auto records = store::records(tx, call.actor.workspace, around);
    json::array items;
    for (const auto& m : messages) {
        const auto* channel = views.channel_of(m.channel);
        items.push_back(json::object{
            {"message", views.message(m)},
            {"conversation",
             json::object{{"id", m.conversation.text()},
                          {"subject", conversations[m.conversation].subject},
                          {"channel_name", channel ? channel->name : ""},
                          {"network", channel ? channel->network : ""},
                          {"closed_at", time_or_null(store::state(records[m.conversation]).closed_at)}}}});
    }
    return items;
}

net::Response get_timeline(Call& call) {
    call.catch_up();
    call.read([&](db::Tx& tx) { existing(call, tx, call.id()); });
    auto before = Id::parse(call.query("before")).value_or(Id{});
    auto ids = people::timeline(call.app.store, call.actor.workspace, call.id(), before, call.limit(),
                                call.query("network"));
    return answer(call.read([&](db::Tx& tx) {
        return page(timeline_items(tx, call, ids), ids.size() == call.limit() ? ids.back().text() : "");
    }));
}

net::Response get_history(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        existing(call, tx, call.id());
        json::array items;
        for (const auto& h : people::history(tx, call.actor.workspace, call.id()))
            items.push_back(
                json::object{{"at", h.at.rfc3339()},
                             {"by", h.by},
                             {"what", h.what},
                             {"text", h.text},
                             {"link", h.link ? json::value(views.link(*h.link)) : json::value()}});
        return page(std::move(items), "");
    }));
}

net::Response merge(Call& call) {
    auto other = call.body().id("other");
    auto id = call.change([&](store::Change& change) { return people::merge(change, call.id(), other); });
    call.catch_up();
    return answer(call.read([&](db::Tx& tx) {
        return json::object{{"person", Views(tx, call).person(existing(call, tx, call.id()))},
                            {"undo", id.text()}};
    }));
}

net::Response undo_merge(Call& call) {
    call.change([&](store::Change& change) { people::undo_merge(change, call.id()); });
    return nothing();
}

net::Response add_link(Call& call) {
    auto body = call.body();
    auto link = call.change([&](store::Change& change) {
        return people::attach(change, body.id("identity"), body.id("person"),
                              body.text_or("reason", "", 1'000));
    });
    return answer(call.read([&](db::Tx& tx) {
        return Views(tx, call).link(*store::link(tx, call.actor.workspace, link));
    }),
                  201);
}

net::Response remove_link(Call& call) {
    auto reason = call.body().text_or("reason", "", 1'000);
    auto person =
        call.change([&](store::Change& change) { return people::split(change, call.id(), reason); });
    return show_person(call, person);
}

net::Response list_suggestions(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto person = Id::parse(call.query("person"));
        json::array items;
        for (const auto& s : person ? people::suggestions_for(tx, call.actor.workspace, *person)
                                    : people::suggestions(tx, call.actor.workspace, call.limit()))
            items.push_back(views.suggestion(s));
        return page(std::move(items), "");
    }));
}

net::Response decide(Call& call) {
    auto decision = call.body().text("decision", 10);
    if (decision != "accept" && decision != "dismiss")
        throw Error{Code::bad_request, "decision: must be accept or dismiss."}.at("decision");
    auto merge = call.change(
        [&](store::Change& change) { return people::decide(change, call.id(), decision == "accept"); });
    return answer(json::object{{"undo", id_or_null(merge)}});
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/people",
     viewer,
     list_people,
     "People",
     {},
     "[PersonRow]",
     "q order cursor limit"},
    {net::Method::post,
     "/api/people",
     agent,
     add_person,
     "Add somebody by name",
     "NewPerson",
     "Person",
     {},
     Takes::document,
     201},
    {net::Method::get,
     "/api/people/{id}",
     viewer,
     get_person,
     "One person with every handle and why",
     {},
     "Person"},
    {net::Method::patch, "/api/people/{id}", agent, change_person, "Change name, roles or note",
     "PersonChange", "Person"},
    {net::Method::get,
     "/api/people/{id}/timeline",
     viewer,
     get_timeline,
     "All that was said, on every channel",
     {},
     "[TimelineItem]",
     "before limit network"},
    {net::Method::get,
     "/api/people/{id}/links",
     viewer,
     get_history,
     "How the handles came together",
     {},
     "[LinkEvent]"},
    {net::Method::post, "/api/people/{id}/merge", agent, merge, "Say that two are one person", "Merge",
     "Merged"},
    {net::Method::del, "/api/merges/{id}", agent, undo_merge, "Undo a merge"},
    {net::Method::post,
     "/api/links",
     agent,
     add_link,
     "Say that a handle is this person",
     "NewLink",
     "Link",
     {},
     Takes::document,
     201},
    {net::Method::del, "/api/links/{id}", agent, remove_link, "Say that a handle is somebody else", "Unlink",
     "Person"},
    {net::Method::get,
     "/api/suggestions",
     viewer,
     list_suggestions,
     "Who may be the same",
     {},
     "[Suggestion]",
     "person limit"},
    {net::Method::put, "/api/suggestions/{id}/decision", agent, decide, "Accept or dismiss a suggestion",
     "Decision", "Undo"},
};
}  // namespace

std::span<const Route> people_routes() {
    return all;
}
}  // namespace api
