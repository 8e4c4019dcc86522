#pragma once
#include "api/app.hpp"

namespace api {

// Answers one request: the page, or a route of the API after its caller was authenticated, put into a
// workspace and authorised; writes with an Idempotency-Key are done once. Never throws.
net::Response handle(App&, const net::Request&);

}  // namespace api
