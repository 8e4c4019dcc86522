#include "people/people.hpp"

#include <set>

#include "base/error.hpp"
#include "db/dialect.hpp"

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

void move_all(store::Change& change, Id from, Id to, const store::Evidence& why, Id merge) {
    for (const auto& identity : store::identities_of(change.tx, change.workspace, from))
        store::link(change, identity.id, to, {why}, 1, merge);
}

std::string what(const store::Link& link) {
    auto kind = link.evidence.empty() ? "" : link.evidence.front().kind;
    return kind == "merge" ? "merged" : kind == "split" ? "split" : "linked";
}
}  // namespace

Id merge(store::Change& change, Id survivor, Id other) {
    if (survivor == other)
        throw Error{Code::bad_request, "Choose two different people to merge."}.at("other");
    auto kept = existing(change, survivor), gone = existing(change, other);
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO person_merge (workspace_id, id, survivor_id, other_id, made_by, at) VALUES ($1, $2, $3, "
        "$4, $5, "
        "$6)",
        change.workspace, id, survivor, other, change.actor.name, change.at);
    move_all(change, other, survivor,
             said(change, "merge", fmt::format("“{}” and “{}” are one person.", kept.name, gone.name)), id);
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
    for (const auto& link : store::links_of_person(change.tx, change.workspace, survivor))
        if (link.merge == id && !link.undone_at)
            store::link(change, link.identity, other,
                        {said(change, "split", "The merge was a mistake and is undone.")}, 1);
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
    auto own = store::add_person(change, identity.name.empty() ? identity.called() : identity.name);
    auto text = reason.empty() ? "this handle is somebody else." : std::string(reason);
    store::link(change, identity.id, own, {said(change, "split", text)}, 1);
    return own;
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
