#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

// Table confirmation: whom we asked whether two handles are theirs, and what they said.
namespace store {

// state: asked (the first handle), half (it said yes, the second was written to), confirmed, denied,
// withdrawn, failed (too many wrong codes). The last four are the end. An open one runs out at `expires_at`.
struct Confirmation {
    Id workspace, id, first, second;
    std::string state, asked_by;
    Id member;
    std::string base;  // "https://crm.example", no slash at its end
    bool in_full = false;
    Id first_message, second_message;
    std::string kept;  // sealed; empty once it has ended
    std::int64_t wrong = 0;
    Time asked_at, first_at, ended_at, expires_at;

    bool open(Time now) const { return (state == "asked" || state == "half") && now < expires_at; }
};

// Each link lives this long.
constexpr std::int64_t confirmation_ms = 7 * day_ms;

Id add_confirmation(Change&, const Confirmation&, std::string_view first_hash, std::string_view second_hash);
std::optional<Confirmation> confirmation(db::Tx&, Id workspace, Id id);
// Of any workspace, in any state: by the hash of the word in one of its links.
struct ConfirmationLink {
    Confirmation asked;
    bool second = false;  // it is the second handle's link
};
std::optional<ConfirmationLink> confirmation_link(db::Tx&, std::string_view hash);
// Everything asked about these handles, newest first. At most 100.
std::vector<Confirmation> confirmations_about(db::Tx&, Id workspace, const std::vector<Id>& identities);
// The newest between two handles, either way round.
std::optional<Confirmation> confirmation_between(db::Tx&, Id workspace, Id identity, Id other);
// How many began since then: about this handle, or (none) in the whole workspace.
std::int64_t confirmations_since(db::Tx&, Id workspace, Id identity, Time since);

// The message by which the link went out.
void set_confirmation_message(Change&, Id confirmation, bool second, Id message);
// asked → half; false when somebody was faster. The second link lives from now on.
bool half_confirmed(Change&, const Confirmation&);
// An open one → confirmed, denied, withdrawn or failed; false when somebody was faster. Its secrets go.
bool end_confirmation(Change&, const Confirmation&, std::string_view state);
// Counts a wrong code and returns how many there were.
std::int64_t wrong_code(Change&, Id confirmation);

}  // namespace store
