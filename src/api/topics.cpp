#include "store/topics.hpp"

#include <algorithm>

#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/search_filter.hpp"
#include "api/views.hpp"
#include "listening/conditions.hpp"
#include "listening/preview.hpp"
#include "store/accounts_audit.hpp"
#include "text/fold.hpp"
#include "text/range.hpp"
#include "text/snippet.hpp"

namespace api {
namespace {
constexpr std::size_t most_topics = 1'000, longest_query = 20'000, longest_default_name = 80;

// Waits until what this caller may have said or changed just before has been heard.
void catch_up(const Call& call) {
    call.catch_up();
    call.app.topics.caught_up(call.actor.workspace, 5'000);
}

store::Topic existing(const Call& call, db::Tx& tx) {
    auto found = store::topic(tx, call.actor.workspace, call.id());
    if (!found) throw Error{Code::not_found, "This topic does not exist."};
    return *found;
}

store::Topic standing(const Call& call, db::Tx& tx) {
    auto found = existing(call, tx);
    if (found.removed_at)
        throw Error{Code::gone, "This topic was removed. Undo that first, or make a new one."};
    return found;
}

[[noreturn]] void refuse(const std::string& query, const model::QueryError& wrong) {
    auto at = text::counted(query, {{wrong.position, wrong.position}}, text::Unit::utf16);
    throw Misread("query", at.front().begin, wrong.text);
}

model::Query understood(const std::string& query) {
    auto parsed = model::parse_query(query);
    if (const auto* wrong = std::get_if<model::QueryError>(&parsed)) refuse(query, *wrong);
    auto found = std::get<model::Query>(std::move(parsed));
    if (auto wrong = listening::refusal(found)) refuse(query, *wrong);
    return found;
}

// The words that a reader is shown where they stand.
std::vector<std::string> words_of(std::string_view query) {
    std::vector<std::string> words;
    auto parsed = model::parse_query(query);
    if (const auto* found = std::get_if<model::Query>(&parsed))
        model::each_part(*found, [&](const model::Query& part, bool wanted) {
            if (wanted)
                for (const auto& word : part.words) words.push_back(word.text + (word.prefix ? "*" : ""));
        });
    return words;
}

// What the index says of the topics of a workspace.
struct Heard {
    std::map<Id, store::TopicCount> counts;
    std::map<Id, Id> below;
    std::map<Id, Id> newest;
};

Heard heard(const Call& call, db::Tx& tx, const std::vector<store::Topic>& topics) {
    Heard all;
    call.app.store.read_index(tx, [&](db::Tx& index) {
        auto where = call.actor.workspace;
        for (const auto& each : store::topic_counts(index, where, call.app.store.clock.now()))
            all.counts[each.topic] = each;
        for (const auto& each : store::topic_readings(index, where)) all.below[each.topic] = each.below;
        for (const auto& topic : topics)
            if (auto last = store::topic_hits(index, where, topic.id, {}, 1); !last.empty())
                all.newest[topic.id] = last.front();
    });
    return all;
}

// Until when what was said before has been read; null once all has.
json::value reading_since(const Heard& heard, Id topic, Time now) {
    auto found = heard.below.find(topic);
    if (found == heard.below.end() || found->second == store::above_all_messages) return time_or_null(now);
    return time_or_null(found->second ? found->second.time() : Time{});
}

json::object show(Views& views, const Call& call, const store::Topic& topic, const Heard& heard) {
    auto counts = heard.counts.find(topic.id);
    auto newest = heard.newest.find(topic.id);
    bool known = counts != heard.counts.end();
    auto owner =
        topic.owner
            ? json::value(json::object{{"id", topic.owner.text()}, {"name", views.member_name(topic.owner)}})
            : json::value();
    return {{"id", topic.id.text()},
            {"name", topic.name},
            {"query", topic.query},
            {"goal", topic.goal},
            {"owner", owner},
            {"review_on", time_or_null(topic.review_on)},
            {"made_by", topic.made_by},
            {"created_at", topic.created_at.rfc3339()},
            {"changed_at", topic.changed_at.rfc3339()},
            {"removed_at", time_or_null(topic.removed_at)},
            {"day", known ? counts->second.day : 0},
            {"day_before", known ? counts->second.day_before : 0},
            {"last_at", time_or_null(newest == heard.newest.end() ? Time{} : newest->second.time())},
            {"reading_since",
             topic.removed_at ? json::value() : reading_since(heard, topic.id, call.app.store.clock.now())}};
}

net::Response show_topic(Call& call, Id id, int status = 200) {
    catch_up(call);
    return answer(call.read([&](db::Tx& tx) {
        auto topic = store::topic(tx, call.actor.workspace, id);
        if (!topic) throw Error{Code::not_found, "This topic does not exist."};
        Views views(tx, call);
        return show(views, call, *topic, heard(call, tx, {*topic}));
    }),
                  status);
}

net::Response list_topics(Call& call) {
    catch_up(call);
    return answer(call.read([&](db::Tx& tx) {
        auto topics = store::topics(tx, call.actor.workspace);
        std::ranges::stable_sort(topics, {}, [](const auto& topic) { return text::fold(topic.name); });
        auto known = heard(call, tx, topics);
        Views views(tx, call);
        json::array all;
        for (const auto& topic : topics) all.push_back(show(views, call, topic, known));
        return page(std::move(all), "");
    }));
}

net::Response get_topic(Call& call) {
    return show_topic(call, call.id());
}

void require_owner(const Call& call, const Body& body) {
    auto id = body.id_if_any("owner");
    auto member = id ? call.app.accounts.member(call.actor.workspace, *id) : std::nullopt;
    if (id && (!member || member->disabled_at))
        throw Error{Code::bad_request, "owner: must be a member of this workspace."}.at("owner");
}

// What the body says takes the place of what is there; null takes an owner or a review away.
void take(const Body& body, store::Topic& topic) {
    if (body.has("query")) topic.query = body.text("query", longest_query);
    understood(topic.query);
    topic.name = body.text_or("name", topic.name, 200);
    topic.goal = body.text_or("goal", topic.goal, 2'000);
    if (body.all().contains("owner")) topic.owner = body.id_if_any("owner").value_or(Id{});
    if (body.all().contains("review_on")) topic.review_on = body.time_if_any("review_on").value_or(Time{});
}

net::Response add_topic(Call& call) {
    auto body = call.body();
    store::Topic made{.name = {}, .query = body.text("query", longest_query), .owner = call.actor.member};
    require_owner(call, body);
    take(body, made);
    if (made.name.empty()) made.name = text::snippet(made.query, longest_default_name);
    auto id = call.change([&](store::Change& change) {
        if (store::topics(change.tx, change.workspace).size() >= most_topics)
            throw Error{Code::conflict,
                        fmt::format("A workspace has at most {} topics; remove one first.", most_topics)};
        auto fresh = store::add_topic(change, made);
        store::audit(change, "topic_added", made.name, {{"query", made.query}});
        return fresh;
    });
    return show_topic(call, id, 201);
}

net::Response change_topic(Call& call) {
    auto body = call.body();
    require_owner(call, body);
    call.change([&](store::Change& change) {
        auto topic = standing(call, change.tx);
        auto before = topic.query;
        take(body, topic);
        store::change_topic(change, topic);
        json::object details;
        if (before != topic.query) details = {{"from", before}, {"to", topic.query}};
        store::audit(change, "topic_changed", topic.name, details);
    });
    return show_topic(call, call.id());
}

net::Response remove_topic(Call& call) {
    call.change([&](store::Change& change) {
        auto topic = existing(call, change.tx);
        if (store::remove_topic(change, topic.id)) store::audit(change, "topic_removed", topic.name);
    });
    return nothing();
}

net::Response restore_topic(Call& call) {
    call.change([&](store::Change& change) {
        auto topic = existing(call, change.tx);
        if (store::restore_topic(change, topic.id)) store::audit(change, "topic_restored", topic.name);
    });
    return show_topic(call, call.id());
}

// What came with these keys, in this order; what has gone meanwhile is left out.
json::array shown_messages(db::Tx& tx, const Call& call, const std::vector<Id>& ids, std::string_view query) {
    auto known = store::messages(tx, call.actor.workspace, ids);
    std::vector<store::Message> messages;
    for (auto id : ids)
        if (auto found = known.find(id); found != known.end() && !found->second.deleted_at)
            messages.push_back(std::move(found->second));
    Views views(tx, call);
    return search_hits(tx, views, call, messages, words_of(query));
}

net::Response list_messages(Call& call) {
    catch_up(call);
    auto before = Id::parse(call.query("before")).value_or(Id{});
    return answer(call.read([&](db::Tx& tx) {
        auto topic = standing(call, tx);
        auto ids = call.app.store.read_index(tx, [&](db::Tx& index) {
            return store::topic_hits(index, call.actor.workspace, topic.id, before, call.limit());
        });
        auto next = ids.size() == call.limit() ? ids.back().text() : "";
        return page(shown_messages(tx, call, ids, topic.query), next);
    }));
}

net::Response preview(Call& call) {
    auto query = call.body().text("query", longest_query);
    auto parsed = understood(query);
    auto found = listening::preview(call.app.store, call.actor.workspace, parsed);
    call.catch_up();
    auto now = call.app.store.clock.now();
    return answer(call.read([&](db::Tx& tx) {
        return json::object{
            {"matched", found.matched},        {"read", found.read},
            {"since", found.since.rfc3339()},  {"complete", found.complete},
            {"per_hour", found.per_hour(now)}, {"newest", shown_messages(tx, call, found.newest, query)}};
    }));
}

constexpr Route all[] = {
    {net::Method::get, "/api/topics", viewer, list_topics, "What is listened for, by name", {}, "[Topic]"},
    {net::Method::post,
     "/api/topics",
     agent,
     add_topic,
     "Listen for something from now on, and in what was said before",
     "NewTopic",
     "Topic",
     {},
     Takes::document,
     201},
    {net::Method::post, "/api/topics/preview", agent, preview,
     "What a query would have heard in the last week, without keeping it", "NewTopicPreview", "TopicPreview"},
    {net::Method::get, "/api/topics/{id}", viewer, get_topic, "One topic", {}, "Topic"},
    {net::Method::patch, "/api/topics/{id}", agent, change_topic,
     "Change it; another query is held against everything anew", "TopicChange", "Topic"},
    {net::Method::del, "/api/topics/{id}", agent, remove_topic, "Listen for it no more"},
    {net::Method::del, "/api/topics/{id}/removal", agent, restore_topic, "Undo its removal", {}, "Topic"},
    {net::Method::get,
     "/api/topics/{id}/messages",
     viewer,
     list_messages,
     "What it has heard, newest first",
     {},
     "[SearchHit]",
     "before limit"},
};
}  // namespace

std::span<const Route> topic_routes() {
    return all;
}
}  // namespace api
