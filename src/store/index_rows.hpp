#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "store/search.hpp"

// What one batch of the journal means for the index: read from the truth first, written after.
namespace store {

struct ConversationRow {
    Id conversation, channel;
    std::string subject;
    Id identity, last_message;
    std::string last_direction, last_text, visibility;
    std::int64_t messages = 0;
    Id inbound;
    Time waiting_since;
    ConversationState state;
    std::int64_t failed = 0;
    bool heard = false;
};

struct Indexed {  // a message as the index needs it; without document when its words are gone
    Id message, author, recipient;
    bool present = true, outbound = false;
    std::string document;
};

struct PersonIndexed {
    Person person;
    std::vector<Identity> identities;
};

struct Reading {
    Id conversation, member, message;
};

struct IndexBatch {
    std::int64_t last_seq = 0;
    std::vector<Indexed> messages;
    std::vector<ConversationRow> rows;
    std::vector<Id> gone;  // conversations without messages, or merged away
    std::vector<PersonIndexed> people;
    std::vector<Id> people_gone;
    std::vector<Reading> readings;
};

// Reads the truth for what these entries touch. `entries` must not be empty.
IndexBatch gather(db::Tx& truth, Id workspace, const std::vector<model::Entry>& entries);
void write(db::Tx& index, const Search&, Id workspace, const IndexBatch&);

}  // namespace store
