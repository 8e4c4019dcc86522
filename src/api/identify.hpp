#pragma once
#include "api/app.hpp"
#include "api/routes.hpp"

namespace api {

// Who calls, in which workspace, and whether the route is theirs to call. Throws
// Error{unauthenticated, forbidden, not_found}. Nothing has been written when it throws.
Call identify(App&, const net::Request&, const Route&);

// "name=value" pairs of the Cookie header (RFC 6265).
std::string cookie(const net::Request&, std::string_view name);
// Set-Cookie for the session; an empty token ends it.
std::string session_cookie(const net::Request&, std::string_view token);

}  // namespace api
