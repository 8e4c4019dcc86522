#include "store/drafts.hpp"

namespace store {
namespace {
std::string id_list(const std::vector<Id>& ids) {
    json::array out;
    for (auto id : ids) out.push_back(json::value(id.text()));
    return json::serialize(out);
}

std::vector<Id> ids(std::string_view text) {
    std::vector<Id> out;
    auto parsed = json::parse(text);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array())
        if (auto id = each.is_string() ? Id::parse(each.get_string()) : std::nullopt) out.push_back(*id);
    return out;
}
}  // namespace

std::optional<Draft> draft(db::Tx& tx, Id workspace, Id conversation, Id member) {
    auto row = tx.one(
        "SELECT text, html, internal, attachments, updated_at FROM draft WHERE workspace_id = $1 AND "
        "conversation_id = $2 AND member_id = $3",
        workspace, conversation, member);
    if (!row) return std::nullopt;
    return Draft{conversation,      member,      row->text(0), row->text(1), row->flag(2),
                 ids(row->text(3)), row->time(4)};
}

void save_draft(Change& change, const Draft& draft) {
    change.tx.run(
        "INSERT INTO draft (workspace_id, conversation_id, member_id, text, html, internal, attachments, "
        "updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, conversation_id, member_id) DO "
        "UPDATE SET "
        "text = excluded.text, html = excluded.html, internal = excluded.internal, "
        "attachments = excluded.attachments, updated_at = excluded.updated_at",
        change.workspace, draft.conversation, draft.member, draft.text,
        draft.html.empty() ? std::nullopt : std::optional(draft.html), draft.internal,
        id_list(draft.attachments), change.at);
    change.tell(model::DraftChanged{draft.conversation, draft.member});
}

bool drop_draft(Change& change, Id conversation, Id member) {
    auto gone =
        change.tx.run("DELETE FROM draft WHERE workspace_id = $1 AND conversation_id = $2 AND member_id = $3",
                      change.workspace, conversation, member);
    if (gone > 0) change.tell(model::DraftChanged{conversation, member});
    return gone > 0;
}

std::vector<Id> drafted(db::Tx& tx, Id workspace, Id member) {
    std::vector<Id> out;
    for (const auto& row :
         tx.query("SELECT conversation_id FROM draft WHERE workspace_id = $1 AND member_id = $2", workspace,
                  member))
        out.push_back(row.id(0));
    return out;
}

void read_up_to(Change& change, Id conversation, Id message) {
    auto moved = change.tx.run(
        "INSERT INTO reading (workspace_id, member_id, conversation_id, message_id, at) VALUES ($1, $2, $3, "
        "$4, $5) "
        "ON CONFLICT (workspace_id, member_id, conversation_id) DO UPDATE SET message_id = "
        "excluded.message_id, "
        "at = excluded.at WHERE reading.message_id < excluded.message_id",
        change.workspace, change.actor.member, conversation, message, change.at);
    if (moved > 0) change.tell(model::ReadingMoved{conversation, change.actor.member, message});
}

std::vector<SavedView> saved_views(db::Tx& tx, Id workspace, Id member) {
    std::vector<SavedView> out;
    for (const auto& row :
         tx.query("SELECT id, member_id, name, query, shared FROM saved_view WHERE workspace_id = $1 AND "
                  "(member_id = $2 OR shared = 1) ORDER BY name, id",
                  workspace, member))
        out.push_back({row.id(0), row.id(1), row.text(2), row.text(3), row.flag(4)});
    return out;
}

Id add_saved_view(Change& change, const SavedView& view) {
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO saved_view (workspace_id, id, member_id, name, query, shared) VALUES ($1, $2, $3, $4, "
        "$5, $6)",
        change.workspace, id, change.actor.member, view.name, view.query, view.shared);
    return id;
}

bool remove_saved_view(Change& change, Id id) {
    return change.tx.run("DELETE FROM saved_view WHERE workspace_id = $1 AND id = $2 AND member_id = $3",
                         change.workspace, id, change.actor.member) > 0;
}

Id add_bulk(Change& change, std::string_view action, std::string_view value) {
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO bulk (workspace_id, id, action, value, made_by, member_id, at) VALUES ($1, $2, $3, $4, "
        "$5, $6, "
        "$7)",
        change.workspace, id, action, value, change.actor.name, change.actor.member, change.at);
    return id;
}

std::optional<Bulk> bulk(db::Tx& tx, Id workspace, Id id) {
    auto row = tx.one(
        "SELECT id, action, value, made_by, member_id, at, undone_at FROM bulk WHERE workspace_id = $1 "
        "AND id = $2",
        workspace, id);
    if (!row) return std::nullopt;
    return Bulk{row->id(0), row->text(1), row->text(2), row->text(3), row->id(4), row->time(5), row->time(6)};
}

void mark_bulk_undone(Change& change, Id id) {
    change.tx.run("UPDATE bulk SET undone_at = $3 WHERE workspace_id = $1 AND id = $2", change.workspace, id,
                  change.at);
}
}  // namespace store
