#pragma once
#include "api/app.hpp"

namespace api {

// The options that somebody typed, completed by what a login at the network gave. Throws Error{bad_request}
// for a login that is not finished, is another member's or belongs to another network.
json::object with_login(Call&, const Body&, const channels::Network&);

}  // namespace api
