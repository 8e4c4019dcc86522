#include "people/suggest.hpp"

#include <set>

#include "base/error.hpp"
#include "people/claims.hpp"
#include "people/people.hpp"
#include "store/claims.hpp"

namespace people {
namespace {
constexpr std::size_t most_look_alikes = 20;

bool several_words(std::string_view name) {
    return name.find(' ') != name.npos;
}

Suggestion read(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.id(2),  store::evidence(row.text(3)),
            row.real(4), row.time(5), row.text(6)};
}

std::vector<Suggestion> read(const db::Rows& rows) {
    std::vector<Suggestion> out;
    for (const auto& row : rows) out.push_back(read(row));
    return out;
}

constexpr std::string_view columns =
    "SELECT s.id, s.person_id, s.identity_id, s.evidence, s.score, s.at, coalesce(s.decision, '') FROM "
    "suggestion s ";

// Independent reasons add up as chances do: what neither explains is what remains doubtful.
double combined(const std::vector<store::Evidence>& all) {
    double doubt = 1;
    for (const auto& each : all) doubt *= 1 - each.weight;
    return 1 - doubt;
}

void keep(store::Change& change, const Suggestion& s) {
    auto id = change.fresh();
    auto added = change.tx.run(
        "INSERT INTO suggestion (workspace_id, id, person_id, identity_id, evidence, score, at) VALUES ($1, "
        "$2, $3, "
        "$4, $5, $6, $7) ON CONFLICT DO NOTHING",
        change.workspace, id, s.person, s.identity, json::serialize(store::to_json(s.evidence)), s.score,
        change.at);
    if (added > 0) change.tell(model::SuggestionAdded{id});
}

std::optional<Suggestion> known(store::Change& change, const store::Identity& a, const store::Identity& b) {
    static const auto sql = std::string(columns) +
                            "WHERE s.workspace_id = $1 AND ((s.person_id = $2 AND s.identity_id = $3) OR "
                            "(s.person_id = $4 AND s.identity_id = $5))";
    auto row = change.tx.one(sql, change.workspace, a.person, b.id, b.person, a.id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

bool known_pair(store::Change& change, const store::Identity& a, const store::Identity& b) {
    return known(change, a, b) || store::apart(change.tx, change.workspace, a.id, b.id);
}

void strengthen(store::Change& change, Suggestion s, const std::vector<store::Evidence>& more) {
    auto before = s.evidence.size();
    for (const auto& each : more)
        if (std::none_of(s.evidence.begin(), s.evidence.end(),
                         [&](const auto& one) { return one.text == each.text; }))
            s.evidence.push_back(each);
    if (s.evidence.size() == before) return;
    change.tx.run("UPDATE suggestion SET evidence = $3, score = $4 WHERE workspace_id = $1 AND id = $2",
                  change.workspace, s.id, json::serialize(store::to_json(s.evidence)), combined(s.evidence));
    change.tell(model::SuggestionAdded{s.id});
}

void write_decision(store::Change& change, Id id, bool accept) {
    change.tx.run(
        "UPDATE suggestion SET decision = $3, decided_by = $4, decided_at = $5 WHERE workspace_id = $1 AND "
        "id = $2",
        change.workspace, id, accept ? "accept" : "dismiss", change.actor.name, change.at);
}
}  // namespace

std::optional<Suggestion> compare(const store::Identity& a, const store::Identity& b) {
    if (!a.person || !b.person || a.person == b.person) return std::nullopt;
    Suggestion s{
        .id = {}, .person = a.person, .identity = b.id, .evidence = {}, .score = 0, .at = {}, .decision = {}};
    auto name_a = store::name_key(a.name), name_b = store::name_key(b.name);
    auto handle_a = store::handle_key(a.handle), handle_b = store::handle_key(b.handle);
    if (!name_a.empty() && name_a == name_b)
        s.evidence.push_back({"same_name", fmt::format("Both go by the name “{}”.", b.name),
                              several_words(name_a) ? 0.8 : 0.3});
    if (handle_a == handle_b && handle_a.size() >= 4)
        s.evidence.push_back({"same_handle", fmt::format("Both use the handle “{}”.", handle_a),
                              handle_a.size() >= 8 ? 0.8 : 0.5});
    s.score = combined(s.evidence);
    return s.score >= 0.5 ? std::optional(s) : std::nullopt;
}

void suggest_for(store::Change& change, Id id) {
    auto own = store::identity(change.tx, change.workspace, id);
    if (!own) return;
    auto others = store::look_alikes(change.tx, change.workspace, *own, most_look_alikes);
    // A name that twenty people share says nothing.
    if (others.size() >= most_look_alikes) return;
    for (const auto& other : others)
        if (auto likely = compare(other, *own); likely && !known_pair(change, other, *own))
            keep(change, *likely);
}

void suggest(store::Change& change, const store::Identity& a, const store::Identity& b,
             const std::vector<store::Evidence>& evidence) {
    if (!a.person || !b.person || a.person == b.person) return;
    if (store::apart(change.tx, change.workspace, a.id, b.id)) return;
    if (auto before = known(change, a, b)) {
        if (before->decision.empty()) strengthen(change, *before, evidence);
        return;
    }
    const auto& [older, newer] = a.id < b.id ? std::tie(a, b) : std::tie(b, a);
    Suggestion made{.id = {},
                    .person = older.person,
                    .identity = newer.id,
                    .evidence = evidence,
                    .score = combined(evidence),
                    .at = {},
                    .decision = {}};
    if (made.score >= 0.5) keep(change, made);
}

void settle_suggestion(store::Change& change, const store::Identity& a, const store::Identity& b,
                       bool accept) {
    if (auto open = known(change, a, b); open && open->decision.empty())
        write_decision(change, open->id, accept);
}

std::vector<Suggestion> suggestions(db::Tx& tx, Id workspace, std::size_t limit) {
    static const auto sql =
        std::string(columns) +
        "JOIN standing_link l ON l.workspace_id = s.workspace_id AND l.identity_id = s.identity_id WHERE "
        "s.workspace_id = $1 AND s.decision IS NULL AND l.person_id <> s.person_id ORDER BY s.score DESC, "
        "s.id DESC "
        "LIMIT $2";
    return read(tx.query(sql, workspace, static_cast<std::int64_t>(limit)));
}

std::vector<Suggestion> suggestions_for(db::Tx& tx, Id workspace, Id person) {
    static const auto sql =
        std::string(columns) +
        "JOIN standing_link l ON l.workspace_id = s.workspace_id AND l.identity_id = s.identity_id WHERE "
        "s.workspace_id = $1 AND s.decision IS NULL AND l.person_id <> s.person_id AND (s.person_id = $2 OR "
        "l.person_id = $2) ORDER BY s.score DESC LIMIT 20";
    return read(tx.query(sql, workspace, person));
}

Id decide(store::Change& change, Id id, bool accept) {
    static const auto sql = std::string(columns) + "WHERE s.workspace_id = $1 AND s.id = $2";
    auto row = change.tx.one(sql, change.workspace, id);
    if (!row) throw Error{Code::not_found, "This suggestion does not exist."};
    auto s = read(*row);
    if (!s.decision.empty()) throw Error{Code::conflict, "Somebody has decided this already."};
    write_decision(change, id, accept);
    auto other = store::identity(change.tx, change.workspace, s.identity);
    change.tell(model::PersonChanged{s.person});
    if (!accept || !other || other->person == s.person) return {};
    std::vector<store::Evidence> why{{"merge", change.actor.name + ": these are one person.", 1}};
    why.insert(why.end(), s.evidence.begin(), s.evidence.end());
    return merge(change, s.person, other->person, {s.identity, why});
}

std::int64_t follow(const store::Store& store, Id workspace, std::int64_t since) {
    auto entries = store.read([&](db::Tx& tx) { return store::journal(tx, workspace, since, 1'000); });
    std::set<Id> fresh;
    for (const auto& entry : entries)
        if (const auto* linked = std::get_if<model::LinkChanged>(&entry.event); linked && !linked->previous)
            fresh.insert(linked->identity);
    if (!fresh.empty())
        store.change(store::Actor::system(workspace), [&](store::Change& change) {
            for (auto id : fresh) suggest_for(change, id), weigh_about(change, id);
        });
    if (!entries.empty()) weigh_new(store, workspace);
    return entries.empty() ? since : entries.back().seq;
}
}  // namespace people
