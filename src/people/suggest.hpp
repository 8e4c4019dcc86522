#pragma once
#include <optional>
#include <vector>

#include "store/identities.hpp"

// Who might be the same human: never more than a suggestion, which a member accepts or dismisses.
namespace people {

struct Suggestion {
    Id id, person, identity;  // the identity of somebody else who may be this person
    std::vector<store::Evidence> evidence;
    double score = 0;
    Time at;
    std::string decision;
};

// How likely two identities of different people are the same human, with the reasons; nullopt below
// one half. Pure.
std::optional<Suggestion> compare(const store::Identity&, const store::Identity&);

// Compares a new or renamed identity with its look-alikes and keeps what is likely enough; what was
// dismissed once is not suggested again.
void suggest_for(store::Change&, Id identity);

// Suggests that two identities are one human, or adds the reasons to what is suggested already. Nothing for
// two who are one, about whom somebody has decided, or who are known to be two.
void suggest(store::Change&, const store::Identity&, const store::Identity& other,
             const std::vector<store::Evidence>&);
// What is still suggested about these two is settled: they are one, or two.
void settle_suggestion(store::Change&, const store::Identity&, const store::Identity& other, bool accept);

std::vector<Suggestion> suggestions(db::Tx&, Id workspace, std::size_t limit);  // open ones, best first
std::vector<Suggestion> suggestions_for(db::Tx&, Id workspace, Id person);      // either side
// Accepting links the other's identities to the person by a merge; returns the merge, or none.
Id decide(store::Change&, Id suggestion, bool accept);

// Follows the journal: looks at every identity that turned up since `since`; returns the last seq seen.
std::int64_t follow(const store::Store&, Id workspace, std::int64_t since);

}  // namespace people
