#pragma once
#include <optional>
#include <string>

#include "store/store.hpp"

// Table authorisation: logins at networks that have begun.
namespace store {

struct Authorisation {
    Id workspace, id;
    std::string network;
    Id channel;  // the one that needs a new login; none for a new channel
    Id member;
    std::string state_hash;  // of the word that comes back from the network
    std::string kept;        // sealed
    std::string result;      // sealed; empty until it succeeded, and once it was taken
    std::string error;
    Time created_at, finished_at;
};

constexpr std::int64_t authorisation_ms = 60 * minute_ms;

// Forgets the old ones of the workspace.
Id add_authorisation(Change&, const Authorisation&);
std::optional<Authorisation> authorisation(db::Tx&, Id workspace, Id id);
// Of any workspace; only one that is not finished and not too old.
std::optional<Authorisation> authorisation_of_state(db::Tx&, std::string_view state_hash, Time now);
// False when somebody has finished it already.
bool finish_authorisation(Change&, Id id, std::string_view result, std::string_view error);
void drop_authorisation(Change&, Id id);

}  // namespace store
