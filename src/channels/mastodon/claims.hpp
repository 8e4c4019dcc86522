#pragma once
#include <vector>

#include "base/json.hpp"
#include "model/message.hpp"

namespace channels::mastodon {

// What the profile of an account says is the same human's elsewhere: the links of its fields (the server sets
// `verified_at` once it has seen that the page there links back with rel="me"), handles and addresses that
// stand in its fields, and what its note names. At most 8; nothing is thrown for a wrong shape.
std::vector<model::Claim> claims(const json::value& account);

}  // namespace channels::mastodon
