#pragma once
#include <string>
#include <vector>

#include "store/store.hpp"

// What a person said elsewhere: the timeline over all her identities, and the notice before a reply.
namespace people {

struct PriorItem {
    Id conversation, channel;
    std::string subject, text;  // the last thing the person said there
    Time at;
    std::string state;  // open, closed, snoozed
    bool answered = false;
    std::string answered_by;  // the member, or "" when it was written elsewhere
    std::string linked_by;    // why we think it is the same person; "" by the same handle
};

struct PriorContact {
    std::int64_t total = 0, channels = 0, unanswered = 0;
    std::vector<PriorItem> items;  // newest first, at most 20
};

// Other conversations of the person behind this one.
PriorContact prior_contact(const store::Store&, Id workspace, Id person, Id conversation, Time now);

// Keys of the messages this person wrote or was written to, newest first, below `before` (none: all).
// `network` "" means every one.
std::vector<Id> timeline(const store::Store&, Id workspace, Id person, Id before, std::size_t limit,
                         std::string_view network);

struct PersonRow {
    Id person;
    std::string name, networks;
    Id last_message;
    std::int64_t messages = 0;
};
enum class PeopleOrder { recent, name };
struct PeoplePage {
    std::vector<PersonRow> rows;
    std::string next;
};
// `words`: folded beginnings that name or handles must contain.
PeoplePage list(db::Tx& index, Id workspace, std::string_view words, PeopleOrder, std::string_view after,
                std::size_t limit);
// Of the 20,000 people heard of last, the latest whose name or handles contain the words: the search beside
// everything else must answer while somebody types, however many people there are.
std::vector<PersonRow> lately_named(db::Tx& index, Id workspace, std::string_view words, std::size_t limit);

}  // namespace people
