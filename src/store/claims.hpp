#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "model/message.hpp"
#include "store/identities.hpp"

// Tables claim, claim_target, apart: what people say of themselves, and which handles are surely two humans.
namespace store {

struct Claim {
    Id id, identity;
    model::Claim claim;
    Time at;
};

// What these identities say of themselves.
std::vector<Claim> claims_of(db::Tx&, Id workspace, const std::vector<Id>& identities);
// Keeps a claim that may mean one of these handles; it waits to be weighed.
void add_claim(Change&, Id identity, const model::Claim&, const std::vector<model::Handle>& may_mean);
// The network has checked now what was only said before; it waits to be weighed anew.
void verify_claim(Change&, Id claim);

std::vector<Claim> unweighed_claims(db::Tx&, Id workspace, std::size_t limit);
void weighed(Change&, Id claim);
// What others say of this handle, by its key or by what people call it. At most `limit`.
std::vector<Claim> claims_about(db::Tx&, Id workspace, const Identity&, std::size_t limit);
// The handles a claim may mean, whether they are here or not.
std::vector<model::Handle> targets_of(db::Tx&, Id workspace, Id claim);
// Whom a claim may mean, of those who are here, by key or by what people call them. At most `limit`.
std::vector<Identity> meant_by(db::Tx&, Id workspace, Id claim, std::size_t limit);
// Verified claims of others that may mean the same as this one. At most `limit`.
std::vector<Claim> claims_beside(db::Tx&, Id workspace, Id claim, std::size_t limit);

// These two are not one human; the order does not matter.
void keep_apart(Change&, Id identity, Id other, std::string_view why);
bool apart(db::Tx&, Id workspace, Id identity, Id other);

}  // namespace store
