#include "store/identities.hpp"

#include "db/dialect.hpp"
#include "text/fold.hpp"

namespace store {
namespace {
constexpr std::string_view identity_columns =
    "SELECT i.id, i.network, i.handle, i.name, i.avatar_url, s.person_id, i.shown FROM identity i "
    "LEFT JOIN standing_link s ON s.workspace_id = i.workspace_id AND s.identity_id = i.id ";

Identity read_identity(const db::Row& row) {
    return {row.id(0), row.text(1), row.text(2), row.text(3), row.text(4), row.id(5), row.text(6)};
}

std::vector<Identity> read_identities(const db::Rows& rows) {
    std::vector<Identity> out;
    for (const auto& row : rows) out.push_back(read_identity(row));
    return out;
}

// A person who bears the handle for a name bears the new one.
void take_over_shown(Change& change, Identity& known, const model::Handle& handle) {
    change.tx.post("UPDATE identity SET shown = $3 WHERE workspace_id = $1 AND id = $2", change.workspace,
                   known.id, handle.shown);
    change.tx.post("UPDATE person SET name = $3 WHERE workspace_id = $1 AND id = $2 AND name = $4",
                   change.workspace, known.person, handle.shown, known.called());
    known.shown = handle.shown;
    change.tell(model::PersonChanged{known.person});
}

void take_over_name(Change& change, Identity& known, const model::Handle& handle) {
    if (!handle.shown.empty() && handle.shown != known.shown) take_over_shown(change, known, handle);
    bool news = !handle.name.empty() && handle.name != known.name;
    if (!news) return;
    change.tx.post("UPDATE identity SET name = $3, name_key = $4 WHERE workspace_id = $1 AND id = $2",
                   change.workspace, known.id, handle.name, name_key(handle.name));
    // A person made from a bare handle gets the name as soon as one is known; a name a member gave stays.
    change.tx.post(
        "UPDATE person SET name = $3 WHERE workspace_id = $1 AND id = $2 AND (name = $4 OR name = $5)",
        change.workspace, known.person, handle.name, known.called(), known.name);
    known.name = handle.name;
    change.tell(model::PersonChanged{known.person});
}

Identity make(Change& change, const model::Handle& handle) {
    Identity made{change.fresh(), handle.network, handle.handle, handle.name, handle.avatar_url, {},
                  handle.shown};
    change.tx.post(
        "INSERT INTO identity (workspace_id, id, network, handle, name, avatar_url, name_key, handle_key, "
        "created_at, shown) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        change.workspace, made.id, made.network, made.handle, made.name, made.avatar_url, name_key(made.name),
        handle_key(made.handle), change.at,
        made.shown.empty() ? std::nullopt : std::optional<std::string_view>(made.shown));
    made.person = add_person(change, made.name.empty() ? made.called() : made.name);
    first_link(change, made.id, made.person,
               {"first_seen", "First seen here; nobody else was known by this handle.", 1});
    return made;
}
}  // namespace

std::string name_key(std::string_view name) {
    return text::collapse(text::fold(name));
}

std::string handle_key(std::string_view handle) {
    auto folded = text::fold(handle);
    if (folded.starts_with('@')) folded.erase(0, 1);
    return folded.substr(0, folded.find('@'));
}

Identity meet(Change& change, const model::Handle& handle, Id import) {
    return meet(change, handle, identity(change.tx, change.workspace, handle.network, handle.handle), import);
}

Identity meet(Change& change, const model::Handle& handle, std::optional<Identity> known, Id import) {
    if (!known) return make(change, handle);
    bool old_news = import && known->id < import;
    if (!old_news) take_over_name(change, *known, handle);
    return *known;
}

std::optional<Identity> identity(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(identity_columns) + "WHERE i.workspace_id = $1 AND i.id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read_identity(*row)) : std::nullopt;
}

std::optional<Identity> identity(db::Tx& tx, Id workspace, std::string_view network,
                                 std::string_view handle) {
    static const auto sql =
        std::string(identity_columns) + "WHERE i.workspace_id = $1 AND i.network = $2 AND i.handle = $3";
    auto row = tx.one(sql, workspace, network, handle);
    return row ? std::optional(read_identity(*row)) : std::nullopt;
}

std::vector<Identity> identities(db::Tx& tx, Id workspace, const std::vector<Id>& ids) {
    auto sql = std::string(identity_columns) + "WHERE i.workspace_id = $1 AND i.id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    return read_identities(tx.query(sql, workspace, ids));
}

std::vector<Identity> identities(db::Tx& tx, Id workspace, std::string_view network,
                                 const std::vector<std::string>& handles) {
    auto sql = std::string(identity_columns) +
               "WHERE i.workspace_id = $1 AND i.network = $2 AND i.handle IN " +
               db::listed(tx.dialect(), "$3", db::Listed::texts);
    return read_identities(tx.query(sql, workspace, network, handles));
}

std::vector<Identity> identities_of(db::Tx& tx, Id workspace, Id person) {
    return read_identities(tx.query(
        "SELECT i.id, i.network, i.handle, i.name, i.avatar_url, s.person_id, i.shown FROM standing_link s "
        "JOIN identity i ON i.workspace_id = s.workspace_id AND i.id = s.identity_id "
        "WHERE s.workspace_id = $1 AND s.person_id = $2 ORDER BY i.id",
        workspace, person));
}

std::vector<Identity> identities_of(db::Tx& tx, Id workspace, const std::vector<Id>& people) {
    auto sql =
        "SELECT i.id, i.network, i.handle, i.name, i.avatar_url, s.person_id, i.shown FROM standing_link s "
        "JOIN identity i ON i.workspace_id = s.workspace_id AND i.id = s.identity_id "
        "WHERE s.workspace_id = $1 AND s.person_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids) + " ORDER BY i.id";
    return read_identities(tx.query(sql, workspace, people));
}

std::vector<Identity> look_alikes(db::Tx& tx, Id workspace, const Identity& of, std::size_t limit) {
    static const auto by_name = std::string(identity_columns) +
                                "WHERE i.workspace_id = $1 AND i.name_key = $2 AND i.id <> $3 LIMIT $4";
    static const auto by_handle = std::string(identity_columns) +
                                  "WHERE i.workspace_id = $1 AND i.handle_key = $2 AND i.id <> $3 LIMIT $4";
    std::vector<Identity> found;
    auto most = static_cast<std::int64_t>(limit);
    if (auto key = name_key(of.name); !key.empty())
        found = read_identities(tx.query(by_name, workspace, key, of.id, most));
    for (auto& other : read_identities(tx.query(by_handle, workspace, handle_key(of.handle), of.id, most)))
        if (std::none_of(found.begin(), found.end(), [&](auto& f) { return f.id == other.id; }))
            found.push_back(std::move(other));
    return found;
}
}  // namespace store
