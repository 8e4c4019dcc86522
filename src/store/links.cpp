#include "base/error.hpp"
#include "db/dialect.hpp"
#include "store/identities.hpp"

namespace store {
namespace {
constexpr std::string_view link_columns =
    "SELECT l.id, l.identity_id, l.person_id, l.evidence, l.score, l.made_by, l.at, l.merge_id, u.at, "
    "u.made_by, u.why FROM link l LEFT JOIN unlink u ON u.workspace_id = l.workspace_id AND u.link_id = "
    "l.id ";

Link read_link(const db::Row& row) {
    return {row.id(0),   row.id(1), row.id(2),   evidence(row.text(3)), row.real(4), row.text(5),
            row.time(6), row.id(7), row.time(8), row.text(9),           row.text(10)};
}

std::vector<Link> read_links(const db::Rows& rows) {
    std::vector<Link> out;
    for (const auto& row : rows) out.push_back(read_link(row));
    return out;
}

void end(Change& change, const Link& old, std::string_view why) {
    change.tx.post("INSERT INTO unlink (workspace_id, link_id, made_by, why, at) VALUES ($1, $2, $3, $4, $5)",
                   change.workspace, old.id, change.actor.name, why, change.at);
    change.tx.post("DELETE FROM standing_link WHERE workspace_id = $1 AND identity_id = $2", change.workspace,
                   old.identity);
}

std::vector<std::string> strings(std::string_view json_text) {
    std::vector<std::string> out;
    auto parsed = json::parse(json_text);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array())
        if (each.is_string()) out.emplace_back(each.get_string());
    return out;
}

constexpr std::string_view person_columns = "SELECT id, name, roles, note, created_at FROM person ";

Person read_person(const db::Row& row) {
    return {row.id(0), row.text(1), strings(row.text(2)), row.text(3), row.time(4)};
}

Id append(Change& change, Id identity, Id person, Id previous, const std::vector<Evidence>& evidence,
          double score, Id merge) {
    auto id = change.fresh();
    change.tx.post(
        "INSERT INTO link (workspace_id, id, identity_id, person_id, evidence, score, made_by, at, merge_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        change.workspace, id, identity, person, json::serialize(to_json(evidence)), score, change.actor.name,
        change.at, merge);
    change.tx.post(
        "INSERT INTO standing_link (workspace_id, identity_id, person_id, link_id) VALUES ($1, $2, $3, $4)",
        change.workspace, identity, person, id);
    change.tell(model::LinkChanged{identity, person, previous});
    return id;
}
}  // namespace

json::array to_json(const std::vector<Evidence>& all) {
    json::array out;
    for (const auto& each : all) {
        json::object one{{"kind", each.kind}, {"text", each.text}, {"weight", each.weight}};
        json::array proof;
        for (auto id : each.proof) proof.push_back(json::value(id.text()));
        if (!proof.empty()) one["proof"] = std::move(proof);
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<Evidence> evidence(std::string_view json_text) {
    std::vector<Evidence> out;
    auto parsed = json::parse(json_text);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array()) {
        auto* weight = json::find(each, {"weight"});
        Evidence one{json::text(each, "kind"), json::text(each, "text"),
                     weight && weight->is_number() ? weight->to_number<double>() : 1};
        for (const auto& id : json::list(each, "proof"))
            if (auto message = id.is_string() ? Id::parse(id.get_string()) : std::nullopt)
                one.proof.push_back(*message);
        out.push_back(std::move(one));
    }
    return out;
}

std::optional<Person> person(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(person_columns) + "WHERE workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read_person(*row)) : std::nullopt;
}

std::vector<Person> people(db::Tx& tx, Id workspace, const std::vector<Id>& ids) {
    auto sql = std::string(person_columns) + "WHERE workspace_id = $1 AND id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    std::vector<Person> out;
    for (const auto& row : tx.query(sql, workspace, ids)) out.push_back(read_person(row));
    return out;
}

Id add_person(Change& change, std::string_view name) {
    auto id = change.fresh();
    change.tx.post("INSERT INTO person (workspace_id, id, name, created_at) VALUES ($1, $2, $3, $4)",
                   change.workspace, id, name, change.at);
    return id;
}

void change_person(Change& change, const Person& person) {
    json::array roles(person.roles.begin(), person.roles.end());
    change.tx.post("UPDATE person SET name = $3, roles = $4, note = $5 WHERE workspace_id = $1 AND id = $2",
                   change.workspace, person.id, person.name, json::serialize(roles), person.note);
    change.tell(model::PersonChanged{person.id});
}

Id first_link(Change& change, Id identity, Id person, const Evidence& evidence) {
    return append(change, identity, person, {}, {evidence}, 1, {});
}

Id link(Change& change, Id identity, Id person, const std::vector<Evidence>& evidence, double score,
        Id merge) {
    auto before = standing_link(change.tx, change.workspace, identity);
    if (before) end(change, *before, evidence.empty() ? "Linked anew." : evidence.front().text);
    return append(change, identity, person, before ? before->person : Id{}, evidence, score, merge);
}

void unlink(Change& change, Id id, std::string_view why) {
    auto old = link(change.tx, change.workspace, id);
    if (!old) throw Error{Code::not_found, "This link does not exist."};
    if (old->undone_at) throw Error{Code::conflict, "This link is undone already."};
    end(change, *old, why);
    change.tell(model::LinkChanged{old->identity, {}, old->person});
}

std::optional<Link> link(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(link_columns) + "WHERE l.workspace_id = $1 AND l.id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read_link(*row)) : std::nullopt;
}

std::optional<Link> standing_link(db::Tx& tx, Id workspace, Id identity) {
    auto row = tx.one("SELECT link_id FROM standing_link WHERE workspace_id = $1 AND identity_id = $2",
                      workspace, identity);
    return row ? link(tx, workspace, row->id(0)) : std::nullopt;
}

std::unordered_map<Id, Link> standing_links(db::Tx& tx, Id workspace, const std::vector<Id>& identities) {
    auto sql = std::string(link_columns) +
               "JOIN standing_link s ON s.workspace_id = l.workspace_id AND s.link_id = l.id WHERE "
               "s.workspace_id = $1 AND s.identity_id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    std::unordered_map<Id, Link> found;
    for (auto& each : read_links(tx.query(sql, workspace, identities))) found.emplace(each.identity, each);
    return found;
}

std::vector<Link> links_of_person(db::Tx& tx, Id workspace, Id person) {
    static const auto sql =
        std::string(link_columns) + "WHERE l.workspace_id = $1 AND l.person_id = $2 ORDER BY l.id";
    return read_links(tx.query(sql, workspace, person));
}

std::vector<Link> links_of_identity(db::Tx& tx, Id workspace, Id identity) {
    static const auto sql =
        std::string(link_columns) + "WHERE l.workspace_id = $1 AND l.identity_id = $2 ORDER BY l.id";
    return read_links(tx.query(sql, workspace, identity));
}
}  // namespace store
