#include "inbox/search.hpp"

#include "api/routes.hpp"
#include "api/search_filter.hpp"
#include "api/views.hpp"
#include "text/snippet.hpp"

namespace api {
inbox::Searching searching(const Call& call) {
    return {call.app.store, call.app.search, call.actor.workspace, call.actor.member};
}

store::Query query_of(const std::string& text) {
    auto parsed = store::parse_query(text);
    if (auto* wrong = std::get_if<store::QueryError>(&parsed))
        throw Error{Code::bad_request, fmt::format("At character {}: {}", wrong->position + 1, wrong->text)}
            .at("q");
    return std::get<store::Query>(parsed);
}

namespace {
constexpr std::size_t snippet_length = 220, context_bytes = 80, most_looked_through = 100'000;

// The beginning of a text or, if the words come later, where they first come.
std::string excerpt(const std::string& text, const std::vector<std::string>& words) {
    auto beginning = text::snippet(text, snippet_length);
    if (words.empty() || !text::matches(beginning, words).empty()) return beginning;
    auto end = text.size() > most_looked_through ? text.rfind(' ', most_looked_through) : text.size();
    auto found = text::matches(std::string_view(text).substr(0, end == text.npos ? 0 : end), words);
    if (found.empty()) return beginning;
    auto at = found.front().begin;
    auto from = text.find(' ', at - std::min(at, context_bytes));
    return "… " + text::snippet(std::string_view(text).substr(std::min(from, at)), snippet_length - 2);
}

json::object hit(Views& views, const store::Message& m, const std::vector<std::string>& words) {
    auto shown = excerpt(m.text.empty() ? m.subject : m.text, words);
    json::array ranges;
    for (const auto& range : text::counted(shown, text::matches(shown, words), text::Unit::utf16))
        ranges.push_back(json::array{range.begin, range.end});
    return {
        {"message", views.message(m)}, {"conversation", nullptr}, {"matches", ranges}, {"snippet", shown}};
}

// The conversations around these messages, by their ids.
std::map<std::string, json::value> around(db::Tx& tx, Views& views, const Call& call,
                                          const std::vector<store::Message>& messages) {
    std::set<Id> ids;
    for (const auto& m : messages) ids.insert(m.conversation);
    auto rows = call.app.store.read_index(tx, [&](db::Tx& index) {
        return inbox::rows(index, call.actor.workspace, {ids.begin(), ids.end()}, call.actor.member);
    });
    std::map<std::string, json::value> out;
    for (auto& shown : views.conversation_rows(rows)) out[json::text(shown, "id")] = std::move(shown);
    return out;
}

}  // namespace

json::array search_hits(db::Tx& tx, Views& views, const Call& call,
                        const std::vector<store::Message>& messages, const std::vector<std::string>& words) {
    auto conversations = around(tx, views, call, messages);
    views.prepare(messages);
    json::array out;
    out.reserve(messages.size());
    for (const auto& m : messages) {
        auto found = conversations.find(m.conversation.text());
        auto& entry = out.emplace_back(hit(views, m, words)).as_object();
        if (found != conversations.end()) entry["conversation"] = found->second;
    }
    return out;
}

namespace {
json::array people_named(db::Tx& tx, const Call& call, Views& views, std::string_view words) {
    return views.person_rows(call.app.store.read_index(
        tx, [&](db::Tx& index) { return people::lately_named(index, call.actor.workspace, words, 5); }));
}

net::Response search(Call& call) {
    call.catch_up();
    auto q = call.query("q");
    auto parsed = store::parse_query(q);
    json::object out{{"messages", json::array{}},
                     {"people", json::array{}},
                     {"next", nullptr},
                     {"error", nullptr},
                     {"words", json::array{}}};
    if (auto* wrong = std::get_if<store::QueryError>(&parsed)) {
        out["error"] = json::object{{"position", wrong->position}, {"text", wrong->text}};
        return answer(out);
    }
    const auto& query = std::get<store::Query>(parsed);
    if (query.terms.empty() && query.conditions.empty()) return answer(out);
    auto before = Id::parse(call.query("cursor")).value_or(Id{});
    auto found = inbox::find_messages(searching(call), query, before, call.limit());
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        out["messages"] = search_hits(tx, views, call, found.messages, query.words);
        if (query.conditions.empty() && !before) out["people"] = people_named(tx, call, views, q);
        out["next"] = text_or_null(found.next);
        out["words"] = json::array(query.words.begin(), query.words.end());
        return out;
    }));
}

net::Response list_labels(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        json::array out;
        for (const auto& name : store::labels(tx, call.actor.workspace))
            out.push_back(json::object{{"name", name}});
        return page(std::move(out), "");
    }));
}

net::Response add_label(Call& call) {
    auto name = call.body().text("name", 200);
    call.change([&](store::Change& change) { store::add_label(change, name); });
    return answer(json::object{{"name", name}}, 201);
}

net::Response remove_label(Call& call) {
    call.change([&](store::Change& change) { store::remove_label(change, call.params["name"]); });
    return nothing();
}

json::object show(const store::SavedView& v) {
    return {{"id", v.id.text()}, {"name", v.name}, {"query", v.query}, {"shared", v.shared}};
}

net::Response list_views(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        json::array out;
        for (const auto& v : store::saved_views(tx, call.actor.workspace, call.actor.member))
            out.push_back(show(v));
        return page(std::move(out), "");
    }));
}

net::Response add_view(Call& call) {
    auto body = call.body();
    store::SavedView view{
        {}, call.member(), body.text("name", 200), body.text("query", 4'000), body.flag("shared", false)};
    view.id = call.change([&](store::Change& change) { return store::add_saved_view(change, view); });
    return answer(show(view), 201);
}

net::Response remove_view(Call& call) {
    call.member();
    if (!call.change([&](store::Change& change) { return store::remove_saved_view(change, call.id()); }))
        throw Error{Code::not_found, "There is no such view of yours."};
    return nothing();
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/search",
     viewer,
     search,
     "Search everything that was said",
     {},
     "Found",
     "q cursor limit"},
    {net::Method::get, "/api/labels", viewer, list_labels, "Labels", {}, "[Label]"},
    {net::Method::post,
     "/api/labels",
     agent,
     add_label,
     "Add a label",
     "Label",
     "Label",
     {},
     Takes::document,
     201},
    {net::Method::del, "/api/labels/{name}", admin, remove_label, "Remove a label from the list of choices"},
    {net::Method::get, "/api/views", viewer, list_views, "Saved views", {}, "[SavedView]"},
    {net::Method::post,
     "/api/views",
     viewer,
     add_view,
     "Save a view",
     "NewView",
     "SavedView",
     {},
     Takes::document,
     201},
    {net::Method::del, "/api/views/{id}", viewer, remove_view, "Remove one's own view"},
};
}  // namespace

std::span<const Route> search_routes() {
    return all;
}
}  // namespace api
