#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/message.hpp"
#include "store/store.hpp"

// Tables reaction and deed: what is done without words, by others and by us.
namespace store {

struct Reaction {
    Id id, channel, identity;
    model::Reaction::Kind kind = model::Reaction::Kind::like;
    Id target;  // message; none for a follow
    Time at, undone_at;
};

// Takes a reaction in, once however often it comes; one that was undone and comes again stands again. The
// author must have been met. False when nothing changed.
bool take_reaction(Change&, Id channel, const model::Reaction&, Id identity, Id person);
// Ties reactions that came before their messages to them.
void adopt_reactions(Change&, Id channel, const std::vector<std::string>& remote_ids);

// How many of each kind stand under a message.
struct Tally {
    std::int64_t likes = 0, reposts = 0;
};
std::unordered_map<Id, Tally> tallies(db::Tx&, Id workspace, const std::vector<Id>& messages);
// What these identities did, newest first, before `before` (none: now).
std::vector<Reaction> reactions_of(db::Tx&, Id workspace, const std::vector<Id>& identities, Time before,
                                   std::size_t limit);

struct Deed {
    Id id, channel;
    model::Deed::Act act = model::Deed::Act::like;
    bool undo = false;
    Id message, identity, member;
    std::string by;
    Time at;
    Id job;
    std::string remote_id, subject, text;
    std::string state, error;  // of its job
};

// Keeps the deed and its job, due at `run_at`. An earlier one of the same kind that has not left yet is
// cancelled: only the last word counts.
Id add_deed(Change&, Deed, Time run_at);
std::optional<Deed> deed(db::Tx&, Id workspace, Id id);
std::optional<Deed> deed_of_job(db::Tx&, Id workspace, Id job);
// The last of each act done to a message, cancelled ones left out.
std::vector<Deed> deeds(db::Tx&, Id workspace, Id message);
std::unordered_map<Id, std::vector<Deed>> deeds(db::Tx&, Id workspace, const std::vector<Id>& messages);
// The last follow or unfollow of an identity from a channel.
std::optional<Deed> follow(db::Tx&, Id workspace, Id channel, Id identity);
// The id over there of the standing deed that this one undoes, or "".
std::string undone_remote(db::Tx&, Id workspace, const Deed&);
void set_deed_remote(Change&, Id deed, std::string_view remote_id);

}  // namespace store
