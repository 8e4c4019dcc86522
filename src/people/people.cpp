#include "people/people.hpp"

#include <set>

#include "base/error.hpp"
#include "db/dialect.hpp"
#include "store/accounts_audit.hpp"
#include "store/claims.hpp"

namespace people {
namespace {
store::Person existing(store::Change& change, Id id) {
    auto found = store::person(change.tx, change.workspace, id);
    if (!found) throw Error{Code::not_found, "This person does not exist."};
    return *found;
}

store::Evidence said(const store::Change& change, std::string kind, std::string text) {
    return {std::move(kind), change.actor.name + ": " + std::move(text), 1};
}

// Of whom is no member the link tells already.
std::string one_person(const store::Actor& by, const store::Person& kept, const store::Person& gone) {
    auto says = by.member || by.key ? ", says " + by.name : std::string();
    return fmt::format("“{}” and “{}” are one person{}.", kept.name, gone.name, says);
}

// What shows that two handles are one human stays true wherever they go.
void add_proofs(std::vector<store::Evidence>& all, const std::optional<store::Link>& before) {
    if (!before) return;
    for (const auto& each : before->evidence) {
        bool about_people = each.kind == "first_seen" || each.kind == "merge" || each.kind == "split";
        if (!about_people && all.size() < 8) all.push_back(each);
    }
}

void move_all(store::Change& change, Id from, Id to, const store::Evidence& why, Id merge,
              const Because& because) {
    for (const auto& identity : store::identities_of(change.tx, change.workspace, from)) {
        bool known = identity.id == because.identity && !because.evidence.empty();
        auto evidence = known ? because.evidence : std::vector{why};
        add_proofs(evidence, store::standing_link(change.tx, change.workspace, identity.id));
        store::link(change, identity.id, to, evidence, 1, merge);
    }
}

void keep_all_apart(store::Change& change, Id identity, Id person, std::string_view why) {
    for (const auto& other : store::identities_of(change.tx, change.workspace, person))
        if (other.id != identity) store::keep_apart(change, identity, other.id, why);
}

// The person whom a merge took this from; none when nobody did, or the merge is undone.
Id taken_from(store::Change& change, const store::Link& link) {
    if (!link.merge) return {};
    auto row = change.tx.one(
        "SELECT other_id FROM person_merge WHERE workspace_id = $1 AND id = $2 AND undone_at IS NULL",
        change.workspace, link.merge);
    return row ? row->id(0) : Id{};
}

// Whether this person is, or was at first, one from whom the handle is kept apart.
bool is_somebody_else(store::Change& change, Id identity, Id person) {
    auto all = store::links_of_person(change.tx, change.workspace, person);
    return std::any_of(all.begin(), all.end(), [&](const store::Link& link) {
        if (!store::apart(change.tx, change.workspace, identity, link.identity)) return false;
        auto first = store::links_of_identity(change.tx, change.workspace, link.identity).front();
        return !link.undone_at || first.id == link.id;
    });
}

// Where a handle came from, merge by merge: the nearest person who is nobody else. None when nobody brought
// it.
Id home_of(store::Change& change, const store::Link& standing) {
    auto all = store::links_of_identity(change.tx, change.workspace, standing.identity);
    auto from = taken_from(change, standing);
    for (auto link = all.rbegin(); from && link != all.rend(); ++link) {
        if (link->person != from) continue;
        if (!is_somebody_else(change, standing.identity, from)) return from;
        from = taken_from(change, *link);
    }
    return {};
}

// A merge of which nothing is left has come to its end.
void end_if_empty(store::Change& change, Id merge) {
    change.tx.run(
        "UPDATE person_merge SET undone_by = $3, undone_at = $4 WHERE workspace_id = $1 AND id = $2 AND "
        "undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM standing_link s JOIN link l ON l.workspace_id = "
        "s.workspace_id AND l.id = s.link_id WHERE s.workspace_id = $1 AND l.merge_id = $2)",
        change.workspace, merge, change.actor.name, change.at);
}

std::string what(const store::Link& link) {
    auto kind = link.evidence.empty() ? "" : link.evidence.front().kind;
    return kind == "merge" ? "merged" : kind == "split" ? "split" : "linked";
}
}  // namespace

Id merge(store::Change& change, Id survivor, Id other, const Because& because) {
    if (survivor == other)
        throw Error{Code::bad_request, "Choose two different people to merge."}.at("other");
    auto kept = existing(change, survivor), gone = existing(change, other);
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO person_merge (workspace_id, id, survivor_id, other_id, made_by, at) VALUES ($1, $2, $3, "
        "$4, $5, "
        "$6)",
        change.workspace, id, survivor, other, change.actor.name, change.at);
    move_all(change, other, survivor, {"merge", one_person(change.actor, kept, gone), 1}, id, because);
    change.tell(model::PersonChanged{survivor});
    change.tell(model::PersonChanged{other});
    return id;
}

void undo_merge(store::Change& change, Id id) {
    auto row = change.tx.one(
        "SELECT survivor_id, other_id, undone_at FROM person_merge WHERE workspace_id = $1 AND id = $2",
        change.workspace, id);
    if (!row) throw Error{Code::not_found, "There is no such merge to undo."};
    if (row->time(2)) throw Error{Code::conflict, "This merge is undone already."};
    auto survivor = row->id(0), other = row->id(1);
    std::vector<Id> moved;
    for (const auto& link : store::links_of_person(change.tx, change.workspace, survivor))
        if (link.merge == id && !link.undone_at) {
            store::link(change, link.identity, other,
                        {said(change, "split", "The merge was a mistake and is undone.")}, 1);
            moved.push_back(link.identity);
        }
    for (auto identity : moved)
        keep_all_apart(change, identity, survivor, "The merge was a mistake and is undone.");
    change.tx.run(
        "UPDATE person_merge SET undone_by = $3, undone_at = $4 WHERE workspace_id = $1 AND id = $2",
        change.workspace, id, change.actor.name, change.at);
    change.tell(model::PersonChanged{survivor});
    change.tell(model::PersonChanged{other});
}

Id attach(store::Change& change, Id identity, Id person, std::string_view reason) {
    existing(change, person);
    auto known = store::identity(change.tx, change.workspace, identity);
    if (!known) throw Error{Code::not_found, "This handle does not exist."}.at("identity");
    if (known->person == person) throw Error{Code::conflict, "This handle belongs to this person already."};
    auto text = reason.empty() ? "this handle is the same person." : std::string(reason);
    return store::link(change, identity, person, {said(change, "member", text)}, 1);
}

Id split(store::Change& change, Id link_id, std::string_view reason) {
    auto link = store::link(change.tx, change.workspace, link_id);
    if (!link || link->undone_at) throw Error{Code::not_found, "There is no such link to undo."};
    if (store::identities_of(change.tx, change.workspace, link->person).size() < 2)
        throw Error{Code::conflict, "This is the only handle of this person; there is nothing to split."};
    auto identity = *store::identity(change.tx, change.workspace, link->identity);
    auto text = reason.empty() ? "this handle is somebody else." : std::string(reason);
    keep_all_apart(change, identity.id, link->person, text);
    auto own = home_of(change, *link);
    if (!own) own = store::add_person(change, identity.name.empty() ? identity.called() : identity.name);
    store::link(change, identity.id, own, {said(change, "split", text)}, 1);
    if (link->merge) end_if_empty(change, link->merge);
    return own;
}

Id join(store::Change& change, const store::Identity& one, const store::Identity& other,
        const store::Evidence& evidence) {
    if (one.person == other.person) return {};
    const auto& [kept, moved] = one.person < other.person ? std::tie(one, other) : std::tie(other, one);
    auto id = merge(change, kept.person, moved.person, {moved.id, {evidence}});
    store::audit(change, "people_linked", moved.called(),
                 {{"with", kept.called()}, {"kind", evidence.kind}, {"why", evidence.text}});
    return id;
}

std::vector<Happening> history(db::Tx& tx, Id workspace, Id person) {
    std::vector<Happening> all;
    for (const auto& link : store::links_of_person(tx, workspace, person)) {
        auto text = link.evidence.empty() ? std::string() : link.evidence.front().text;
        all.push_back({link.at, link.by, what(link), text, link});
        if (link.undone_at)
            all.push_back({link.undone_at, link.undone_by, "unlinked", link.undone_why, link});
    }
    std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.at < b.at; });
    return all;
}

std::vector<std::string> roles(db::Tx& tx, Id workspace, const store::Person& person) {
    return roles(tx, workspace, std::vector{person})[person.id];
}

std::unordered_map<Id, std::vector<std::string>> roles(db::Tx& tx, Id workspace,
                                                       const std::vector<store::Person>& people) {
    std::unordered_map<Id, std::set<std::string>> all;
    std::vector<Id> ids, others;
    std::unordered_multimap<Id, Id> survivors;
    for (const auto& person : people) {
        ids.push_back(person.id);
        all[person.id].insert(person.roles.begin(), person.roles.end());
    }
    auto sql =
        "SELECT other_id, survivor_id FROM person_merge WHERE workspace_id = $1 AND undone_at IS NULL AND "
        "survivor_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids);
    for (const auto& row : tx.query(sql, workspace, ids))
        others.push_back(row.id(0)), survivors.emplace(row.id(0), row.id(1));
    if (!others.empty())
        for (const auto& other : store::people(tx, workspace, others))
            for (auto [at, end] = survivors.equal_range(other.id); at != end; ++at)
                all[at->second].insert(other.roles.begin(), other.roles.end());
    std::unordered_map<Id, std::vector<std::string>> out;
    for (const auto& [id, names] : all) out[id] = {names.begin(), names.end()};
    return out;
}
}  // namespace people
