#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"

// Who is who: merge and split, both explained and undone by another record; nobody is ever deleted by it.
namespace people {

// Why two people are one, when more is known than that a member says so: for that handle.
struct Because {
    Id identity;
    std::vector<store::Evidence> evidence;
};
// Everything `other` is known by becomes known of `survivor`. Returns the merge, which undo_merge takes.
// Throws Error{not_found} or Error{bad_request} (the same person twice).
Id merge(store::Change&, Id survivor, Id other, const Because& = {});
// Gives back to `other` what the merge took and what still belongs to the survivor.
void undo_merge(store::Change&, Id merge);
// What was found out by itself, or told by them: the people behind both handles are one. Returns the merge,
// or none when they are one already. Written into the audit.
Id join(store::Change&, const store::Identity&, const store::Identity& other, const store::Evidence&);

// A member says: this handle is that person. The reason becomes the evidence.
Id attach(store::Change&, Id identity, Id person, std::string_view reason);
// A member says: it is not. The identity goes back to the person a merge took it from, as that person was, or
// to one of its own; this person is returned. The handles left behind are not suggested for it again.
Id split(store::Change&, Id link, std::string_view reason);

// One line of a person's history of links.
struct Happening {
    Time at;
    std::string by, what, text;  // what: linked, unlinked, merged, split
    std::optional<store::Link> link;
};
std::vector<Happening> history(db::Tx&, Id workspace, Id person);

// Roles a person has by herself and through those merged into her.
std::vector<std::string> roles(db::Tx&, Id workspace, const store::Person&);
std::unordered_map<Id, std::vector<std::string>> roles(db::Tx&, Id workspace,
                                                       const std::vector<store::Person>&);

}  // namespace people
