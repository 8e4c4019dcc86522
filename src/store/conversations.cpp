#include "store/conversations.hpp"

#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT id, channel_id, subject, key, created_at, merged_into FROM conversation ";

Conversation read(const db::Row& row) {
    return {row.id(0), row.id(1), row.text(2), row.text(3), row.time(4), row.id(5)};
}

// A row that may already be in the target is dropped from the source instead of moved.
void move_participants(Change& change, Id from, Id into) {
    change.tx.post(
        "INSERT INTO participant (workspace_id, conversation_id, identity_id) "
        "SELECT workspace_id, $3, identity_id FROM participant WHERE workspace_id = $1 AND conversation_id = "
        "$2 "
        "ON CONFLICT DO NOTHING",
        change.workspace, from, into);
    change.tx.post("DELETE FROM participant WHERE workspace_id = $1 AND conversation_id = $2",
                   change.workspace, from);
}
}  // namespace

Conversation add_conversation(Change& change, Id channel, std::string_view subject, std::string_view key) {
    Conversation made{change.fresh(), channel, std::string(subject), std::string(key), change.at, {}};
    auto stored_key = key.empty() ? std::nullopt : std::optional(key);
    change.tx.post(
        "INSERT INTO conversation (workspace_id, id, channel_id, subject, key, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        change.workspace, made.id, channel, subject, stored_key, change.at);
    return made;
}

std::optional<Conversation> conversation(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id = $2";
    // Merges are never chained deeper than the number of merges; the bound only stops a broken table.
    for (int hops = 0; hops < 100; ++hops) {
        auto row = tx.one(sql, workspace, id);
        if (!row) return std::nullopt;
        auto found = read(*row);
        if (!found.merged_into) return found;
        id = found.merged_into;
    }
    return std::nullopt;
}

std::unordered_map<Id, Conversation> conversations(db::Tx& tx, Id workspace, const std::vector<Id>& ids) {
    auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    std::unordered_map<Id, Conversation> found;
    for (const auto& row : tx.query(sql, workspace, ids)) found.emplace(row.id(0), read(row));
    return found;
}

std::optional<Conversation> conversation_with_key(db::Tx& tx, Id workspace, Id channel,
                                                  std::string_view key) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND channel_id = $2 AND key = $3";
    auto row = tx.one(sql, workspace, channel, key);
    return row ? conversation(tx, workspace, row->id(0)) : std::nullopt;
}

void add_participant(Change& change, Id conversation, Id identity) {
    change.tx.post(
        "INSERT INTO participant (workspace_id, conversation_id, identity_id) VALUES ($1, $2, $3) "
        "ON CONFLICT DO NOTHING",
        change.workspace, conversation, identity);
}

bool takes_part(db::Tx& tx, Id workspace, Id conversation, Id identity) {
    return tx
        .one(
            "SELECT 1 FROM participant WHERE workspace_id = $1 AND conversation_id = $2 AND identity_id = $3",
            workspace, conversation, identity)
        .has_value();
}

std::vector<Id> participants(db::Tx& tx, Id workspace, Id conversation) {
    std::vector<Id> out;
    for (const auto& row :
         tx.query("SELECT identity_id FROM participant WHERE workspace_id = $1 AND conversation_id = $2",
                  workspace, conversation))
        out.push_back(row.id(0));
    return out;
}

std::vector<Id> conversations_of(db::Tx& tx, Id workspace, const std::vector<Id>& identities,
                                 std::size_t limit) {
    std::vector<Id> out;
    for (auto identity : identities)
        for (const auto& row :
             tx.query("SELECT conversation_id FROM participant WHERE workspace_id = $1 AND identity_id = $2 "
                      "ORDER BY conversation_id DESC LIMIT $3",
                      workspace, identity, static_cast<std::int64_t>(limit)))
            out.push_back(row.id(0));
    std::sort(out.begin(), out.end(), std::greater<>());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (out.size() > limit) out.resize(limit);
    return out;
}

std::vector<std::pair<Id, std::int64_t>> conversation_counts(db::Tx& tx, Id workspace,
                                                             const std::vector<Id>& people,
                                                             std::int64_t most) {
    auto sql =
        "SELECT s.person_id, (SELECT count(*) FROM (SELECT 1 FROM participant p WHERE p.workspace_id = "
        "s.workspace_id AND p.identity_id = s.identity_id LIMIT $3) AS counted) FROM standing_link s WHERE "
        "s.workspace_id = $1 AND s.person_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids);
    std::vector<std::pair<Id, std::int64_t>> out;
    for (const auto& row : tx.query(sql, workspace, people, most))
        out.emplace_back(row.id(0), row.integer(1));
    return out;
}

Id await(Change& change, Id channel, std::string_view remote_id, Id conversation) {
    change.tx.post(
        "INSERT INTO awaited (workspace_id, channel_id, remote_id, conversation_id) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT DO NOTHING",
        change.workspace, channel, remote_id, conversation);
    return awaiting(change.tx, change.workspace, channel, remote_id);
}

Id awaiting(db::Tx& tx, Id workspace, Id channel, std::string_view remote_id) {
    auto row = tx.one(
        "SELECT conversation_id FROM awaited WHERE workspace_id = $1 AND channel_id = $2 AND remote_id = $3",
        workspace, channel, remote_id);
    return row ? row->id(0) : Id{};
}

std::unordered_map<std::string, Id> awaiting(db::Tx& tx, Id workspace, Id channel,
                                             const std::vector<std::string>& remote_ids) {
    std::unordered_map<std::string, Id> found;
    auto sql =
        "SELECT remote_id, conversation_id FROM awaited WHERE workspace_id = $1 AND channel_id = $2 AND "
        "remote_id IN " +
        db::listed(tx.dialect(), "$3", db::Listed::texts);
    for (const auto& row : tx.query(sql, workspace, channel, remote_ids))
        found.emplace(row.text(0), row.id(1));
    return found;
}

void arrived(Change& change, Id channel, std::string_view remote_id) {
    change.tx.post("DELETE FROM awaited WHERE workspace_id = $1 AND channel_id = $2 AND remote_id = $3",
                   change.workspace, channel, remote_id);
}

void merge_conversations(Change& change, Id from, Id into) {
    change.tx.post("UPDATE message SET conversation_id = $3 WHERE workspace_id = $1 AND conversation_id = $2",
                   change.workspace, from, into);
    change.tx.post("UPDATE awaited SET conversation_id = $3 WHERE workspace_id = $1 AND conversation_id = $2",
                   change.workspace, from, into);
    change.tx.post(
        "UPDATE conversation_record SET conversation_id = $3 WHERE workspace_id = $1 AND conversation_id = "
        "$2",
        change.workspace, from, into);
    move_participants(change, from, into);
    change.tx.post("UPDATE conversation SET merged_into = $3 WHERE workspace_id = $1 AND id = $2",
                   change.workspace, from, into);
    change.tell(model::ConversationMerged{from, into});
}

void add_label(Change& change, std::string_view name) {
    change.tx.post(
        "INSERT INTO label (workspace_id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        change.workspace, name, change.at);
}

void remove_label(Change& change, std::string_view name) {
    change.tx.post("DELETE FROM label WHERE workspace_id = $1 AND name = $2", change.workspace, name);
}

std::vector<std::string> labels(db::Tx& tx, Id workspace) {
    std::vector<std::string> out;
    for (const auto& row :
         tx.query("SELECT name FROM label WHERE workspace_id = $1 ORDER BY name", workspace))
        out.push_back(row.text(0));
    return out;
}
}  // namespace store
