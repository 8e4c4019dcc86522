#pragma once
#include "api/app.hpp"

namespace api {

// Whoever guesses is slowed down: what to answer instead when this visitor, or whoever tries this account (""
// for none), has tried too often.
std::optional<net::Response> held_back(Call&, const std::string& account);

}  // namespace api
