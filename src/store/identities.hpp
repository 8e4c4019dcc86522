#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/message.hpp"
#include "store/store.hpp"

// Tables identity, person, link, unlink, standing_link: who is who, and why we think so.
namespace store {

struct Identity {
    Id id;
    std::string network, handle, name, avatar_url;
    Id person;          // by the link that stands now
    std::string shown;  // what people call the handle; empty: by itself

    const std::string& called() const { return shown.empty() ? handle : shown; }
};

struct Evidence {
    std::string kind;  // first_seen, member, merge, split, same_name, rel_me, signed, confirmed …
    std::string text;  // one readable sentence
    double weight = 1;
    std::vector<Id> proof = {};  // messages that show it
};
json::array to_json(const std::vector<Evidence>&);
std::vector<Evidence> evidence(std::string_view json_text);

struct Link {
    Id id, identity, person;
    std::vector<Evidence> evidence;
    double score = 1;
    std::string by;
    Time at;
    Id merge;
    Time undone_at;
    std::string undone_by, undone_why;
};

struct Person {
    Id id;
    std::string name;
    std::vector<std::string> roles;
    std::string note;
    Time created_at;
};

// Finds the identity of a handle or makes it, together with a person of its own and the link between
// them. A name that was missing or has changed is taken over, and so is what the handle is called; but what
// an import says of somebody who was known before it began is old news.
Identity meet(Change&, const model::Handle&, Id import = {});
// The same when it has been looked up already; `known` is empty for a handle that is not here.
Identity meet(Change&, const model::Handle&, std::optional<Identity> known, Id import = {});

std::optional<Identity> identity(db::Tx&, Id workspace, Id id);
std::optional<Identity> identity(db::Tx&, Id workspace, std::string_view network, std::string_view handle);
std::vector<Identity> identities(db::Tx&, Id workspace, const std::vector<Id>& ids);
// Those of these handles that are here.
std::vector<Identity> identities(db::Tx&, Id workspace, std::string_view network,
                                 const std::vector<std::string>& handles);
std::vector<Identity> identities_of(db::Tx&, Id workspace, Id person);
std::vector<Identity> identities_of(db::Tx&, Id workspace, const std::vector<Id>& people);
// Others whose folded name, or folded handle without its host, equals this one's. At most `limit`.
std::vector<Identity> look_alikes(db::Tx&, Id workspace, const Identity&, std::size_t limit);

std::optional<Person> person(db::Tx&, Id workspace, Id id);
std::vector<Person> people(db::Tx&, Id workspace, const std::vector<Id>& ids);
Id add_person(Change&, std::string_view name);
void change_person(Change&, const Person&);  // name, roles, note

// The first link of an identity that was made just now.
Id first_link(Change&, Id identity, Id person, const Evidence&);
// Appends a link and lets it stand; the one that stood before is undone with the reason.
Id link(Change&, Id identity, Id person, const std::vector<Evidence>&, double score, Id merge = {});
void unlink(Change&, Id link, std::string_view why);
std::optional<Link> link(db::Tx&, Id workspace, Id id);
std::optional<Link> standing_link(db::Tx&, Id workspace, Id identity);
std::unordered_map<Id, Link> standing_links(db::Tx&, Id workspace, const std::vector<Id>& identities);
// Every link that ever tied something to this person, oldest first, undone ones included.
std::vector<Link> links_of_person(db::Tx&, Id workspace, Id person);
std::vector<Link> links_of_identity(db::Tx&, Id workspace, Id identity);

// The folded keys by which look-alikes are found.
std::string name_key(std::string_view name);
std::string handle_key(std::string_view handle);

}  // namespace store
