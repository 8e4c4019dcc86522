#include "db/dialect.hpp"
#include "store/conversations.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT id, conversation_id, kind, made_by, member_id, at, value, value_id, bulk_id FROM "
    "conversation_record ";

std::vector<Record> read(const db::Rows& rows) {
    std::vector<Record> out;
    for (const auto& row : rows)
        out.push_back({row.id(0), row.id(1), row.text(2), row.text(3), row.id(4), row.time(5), row.text(6),
                       row.id(7), row.id(8)});
    return out;
}

void apply(ConversationState& state, const Record& record) {
    if (record.kind == "closed") state.closed_at = record.at;
    if (record.kind == "reopened") state.closed_at = {};
    if (record.kind == "snoozed") state.snoozed_until = Time::parse(record.value).value_or(Time{});
    if (record.kind == "woken") state.snoozed_until = {};
    if (record.kind == "assigned") state.assignee = record.value_id, state.assignee_name = record.value;
    if (record.kind == "unassigned") state.assignee = {}, state.assignee_name.clear();
    if (record.kind == "labelled") state.labels.push_back(record.value);
    if (record.kind == "unlabelled") std::erase(state.labels, record.value);
}
}  // namespace

Id add_record(Change& change, Id conversation, std::string_view kind, std::string_view value, Id value_id,
              Id bulk) {
    auto id = change.fresh();
    change.tx.post(
        "INSERT INTO conversation_record (workspace_id, id, conversation_id, kind, made_by, member_id, at, "
        "value, "
        "value_id, bulk_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        change.workspace, id, conversation, kind, change.actor.name, change.actor.member, change.at, value,
        value_id, bulk);
    change.tell(model::ConversationChanged{conversation, id, std::string(kind)});
    return id;
}

std::vector<Record> records(db::Tx& tx, Id workspace, Id conversation) {
    static const auto sql =
        std::string(columns) + "WHERE workspace_id = $1 AND conversation_id = $2 ORDER BY id";
    return read(tx.query(sql, workspace, conversation));
}

std::unordered_map<Id, std::vector<Record>> records(db::Tx& tx, Id workspace,
                                                    const std::vector<Id>& conversations) {
    auto sql = std::string(columns) + "WHERE workspace_id = $1 AND conversation_id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids) + " ORDER BY id";
    std::unordered_map<Id, std::vector<Record>> found;
    for (auto& record : read(tx.query(sql, workspace, conversations)))
        found[record.conversation].push_back(std::move(record));
    return found;
}

std::vector<Record> records_of_bulk(db::Tx& tx, Id workspace, Id bulk) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND bulk_id = $2 ORDER BY id";
    return read(tx.query(sql, workspace, bulk));
}

ConversationState state(const std::vector<Record>& records) {
    ConversationState state;
    for (const auto& record : records) apply(state, record);
    return state;
}
}  // namespace store
