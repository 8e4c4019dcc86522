#include <set>

#include "store/channels.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/imports.hpp"
#include "store/messages.hpp"

namespace store {
namespace {
// Keys grow with time: what has a greater key than the import was made after it began. Messages, whose
// keys follow the time they were sent, carry the import's key themselves.
class Undoing {
public:
    Undoing(Change& change, Id import) : change_(change), import_(import) {}

    std::int64_t take_out(std::size_t most);

private:
    void take_out_message(const db::Row& row);
    void let_replies_wait_again(Id message, Id conversation, Id channel, const std::string& remote);
    void settle_conversation(Id conversation);
    void settle_participants(Id conversation);
    void remove_conversation(Id conversation);
    void forget(Id identity);
    void remove_identity(Id identity, Id person);
    void remove_channel_if_empty(Id channel);

    bool has(std::string_view sql, Id id) { return change_.tx.one(sql, change_.workspace, id).has_value(); }
    void run(std::string_view sql, Id id) { change_.tx.run(sql, change_.workspace, id); }

    Change& change_;
    const Id import_;
    std::set<Id> conversations_, authors_, people_, channels_;
};

std::int64_t Undoing::take_out(std::size_t most) {
    auto rows = change_.tx.query(
        "SELECT id, conversation_id, channel_id, author_id, recipient_id, remote_id FROM message WHERE "
        "workspace_id = $1 AND import_id = $2 LIMIT $3",
        change_.workspace, import_, static_cast<std::int64_t>(most));
    for (const auto& row : rows) take_out_message(row);
    for (auto id : conversations_) settle_conversation(id);
    for (auto id : people_) forget(id);
    for (auto id : channels_) remove_channel_if_empty(id);
    return static_cast<std::int64_t>(rows.size());
}

void Undoing::take_out_message(const db::Row& row) {
    auto id = row.id(0), conversation = row.id(1), channel = row.id(2);
    conversations_.insert(conversation);
    channels_.insert(channel);
    if (row.id(3)) authors_.insert(row.id(3)), people_.insert(row.id(3));
    if (row.id(4)) people_.insert(row.id(4));
    let_replies_wait_again(id, conversation, channel, row.text(5));
    run("DELETE FROM attachment WHERE workspace_id = $1 AND message_id = $2", id);
    remove_message(change_, id);
}

void Undoing::let_replies_wait_again(Id message, Id conversation, Id channel, const std::string& remote) {
    auto waiting = change_.tx.run(
        "UPDATE message SET reply_to = NULL, reply_to_remote = $4 WHERE workspace_id = $1 AND "
        "conversation_id = $2 AND reply_to = $3 AND (import_id IS NULL OR import_id <> $5)",
        change_.workspace, conversation, message, remote, import_);
    if (waiting > 0) await(change_, channel, remote, conversation);
}

void Undoing::settle_conversation(Id conversation) {
    settle_participants(conversation);
    if (!has("SELECT id FROM message WHERE workspace_id = $1 AND conversation_id = $2 LIMIT 1", conversation))
        return remove_conversation(conversation);
    change_.tx.run("DELETE FROM conversation WHERE workspace_id = $1 AND merged_into = $2 AND id > $3",
                   change_.workspace, conversation, import_);
}

void Undoing::settle_participants(Id conversation) {
    for (auto identity : participants(change_.tx, change_.workspace, conversation)) {
        people_.insert(identity);
        bool ours = identity > import_ || authors_.contains(identity);
        bool speaks = change_.tx
                          .one(
                              "SELECT id FROM message WHERE workspace_id = $1 AND conversation_id = $2 AND "
                              "(author_id = $3 OR recipient_id = $3) LIMIT 1",
                              change_.workspace, conversation, identity)
                          .has_value();
        if (!ours || speaks) continue;
        change_.tx.run(
            "DELETE FROM participant WHERE workspace_id = $1 AND conversation_id = $2 AND identity_id = $3",
            change_.workspace, conversation, identity);
    }
}

void Undoing::remove_conversation(Id conversation) {
    for (const char* sql :
         {"DELETE FROM participant WHERE workspace_id = $1 AND conversation_id = $2",
          "DELETE FROM awaited WHERE workspace_id = $1 AND conversation_id = $2",
          "DELETE FROM conversation_record WHERE workspace_id = $1 AND conversation_id = $2",
          "DELETE FROM draft WHERE workspace_id = $1 AND conversation_id = $2",
          "DELETE FROM reading WHERE workspace_id = $1 AND conversation_id = $2",
          "DELETE FROM conversation WHERE workspace_id = $1 AND id = $2"})
        run(sql, conversation);
    for (const auto& row :
         change_.tx.query("SELECT id FROM conversation WHERE workspace_id = $1 AND merged_into = $2",
                          change_.workspace, conversation))
        remove_conversation(row.id(0));
}

// Whoever the import introduced goes, unless somebody else spoke of them or a member did something
// about them.
void Undoing::forget(Id identity) {
    if (identity < import_ ||
        has("SELECT identity_id FROM participant WHERE workspace_id = $1 AND identity_id = $2 LIMIT 1",
            identity) ||
        has("SELECT id FROM reaction WHERE workspace_id = $1 AND identity_id = $2 LIMIT 1", identity))
        return;
    auto links = links_of_identity(change_.tx, change_.workspace, identity);
    if (links.size() != 1 || links.front().undone_at) return;
    auto who = person(change_.tx, change_.workspace, links.front().person);
    if (!who || !who->note.empty() || !who->roles.empty()) return;
    if (has("SELECT id FROM person_merge WHERE workspace_id = $1 AND (survivor_id = $2 OR other_id = $2) "
            "LIMIT 1",
            who->id))
        return;
    remove_identity(identity, who->id);
}

void Undoing::remove_identity(Id identity, Id person) {
    for (const char* sql : {"DELETE FROM suggestion WHERE workspace_id = $1 AND identity_id = $2",
                            "DELETE FROM standing_link WHERE workspace_id = $1 AND identity_id = $2",
                            "DELETE FROM link WHERE workspace_id = $1 AND identity_id = $2",
                            "DELETE FROM identity WHERE workspace_id = $1 AND id = $2"})
        run(sql, identity);
    if (links_of_person(change_.tx, change_.workspace, person).empty()) {
        run("DELETE FROM suggestion WHERE workspace_id = $1 AND person_id = $2", person);
        run("DELETE FROM person WHERE workspace_id = $1 AND id = $2", person);
    }
    change_.tell(model::LinkChanged{identity, {}, person});
}

void Undoing::remove_channel_if_empty(Id channel) {
    if (channel < import_ ||
        has("SELECT id FROM conversation WHERE workspace_id = $1 AND channel_id = $2 LIMIT 1", channel))
        return;
    run("DELETE FROM channel_progress WHERE workspace_id = $1 AND channel_id = $2", channel);
    run("DELETE FROM channel WHERE workspace_id = $1 AND id = $2", channel);
    change_.tell(model::ChannelChanged{channel, "removed"});
}
}  // namespace

std::int64_t take_back(Change& change, Id import, std::size_t most) {
    return Undoing(change, import).take_out(most);
}
}  // namespace store
