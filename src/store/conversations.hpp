#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

// Tables conversation, participant, awaited, conversation_record, label: threads and what was done with them.
namespace store {

struct Conversation {
    Id id, channel;
    std::string subject, key;
    Time created_at;
    Id merged_into;
};

// One append-only record. kind: closed, reopened, snoozed, woken, assigned, unassigned, labelled,
// unlabelled, merged. value: the reason, RFC 3339 time, member's name, label, or conversation.
struct Record {
    Id id, conversation;
    std::string kind, by;
    Id member;
    Time at;
    std::string value;
    Id value_id;
    Id bulk;
};

// What the records add up to.
struct ConversationState {
    Time closed_at, snoozed_until;
    Id assignee;
    std::string assignee_name;
    std::vector<std::string> labels;
};

Conversation add_conversation(Change&, Id channel, std::string_view subject, std::string_view key = {});
// Follows merges; throws nothing, nullopt when there is none.
std::optional<Conversation> conversation(db::Tx&, Id workspace, Id id);
// As they are, merged ones included.
std::unordered_map<Id, Conversation> conversations(db::Tx&, Id workspace, const std::vector<Id>& ids);
std::optional<Conversation> conversation_with_key(db::Tx&, Id workspace, Id channel, std::string_view key);

void add_participant(Change&, Id conversation, Id identity);
bool takes_part(db::Tx&, Id workspace, Id conversation, Id identity);
std::vector<Id> participants(db::Tx&, Id workspace, Id conversation);
// Newest first, merged ones left out.
std::vector<Id> conversations_of(db::Tx&, Id workspace, const std::vector<Id>& identities, std::size_t limit);

// For each identity of these people: the person, and in how many conversations the identity takes part,
// counted up to `most`.
std::vector<std::pair<Id, std::int64_t>> conversation_counts(db::Tx&, Id workspace,
                                                             const std::vector<Id>& people,
                                                             std::int64_t most);

// Remembers that `conversation` waits for the message `remote_id`; a later one waiting for the same
// keeps the first. Returns the conversation that waits.
Id await(Change&, Id channel, std::string_view remote_id, Id conversation);
Id awaiting(db::Tx&, Id workspace, Id channel, std::string_view remote_id);
// Which of these messages are waited for, and by which conversation.
std::unordered_map<std::string, Id> awaiting(db::Tx&, Id workspace, Id channel,
                                             const std::vector<std::string>& remote_ids);
void arrived(Change&, Id channel, std::string_view remote_id);

// Moves everything from one conversation into another that turned out to be the same thread.
void merge_conversations(Change&, Id from, Id into);

// Appends a record and tells the event. `value_id` and `bulk` may be none.
Id add_record(Change&, Id conversation, std::string_view kind, std::string_view value = {}, Id value_id = {},
              Id bulk = {});
std::vector<Record> records(db::Tx&, Id workspace, Id conversation);
std::unordered_map<Id, std::vector<Record>> records(db::Tx&, Id workspace,
                                                    const std::vector<Id>& conversations);
std::vector<Record> records_of_bulk(db::Tx&, Id workspace, Id bulk);
ConversationState state(const std::vector<Record>&);

void add_label(Change&, std::string_view name);
void remove_label(Change&, std::string_view name);
std::vector<std::string> labels(db::Tx&, Id workspace);

}  // namespace store
