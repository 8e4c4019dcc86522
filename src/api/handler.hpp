#pragma once
#include "api/app.hpp"
#include "net/server.hpp"

namespace api {

// Answers one request: the page, or a route of the API after its caller was authenticated, put into a
// workspace and authorised; writes with an Idempotency-Key are done once. Never throws.
net::Response handle(App&, const net::Request&);

// Says, from the head alone, whether a large body may follow, how large, and where it goes. Never throws.
net::Admission admit(App&, const net::Request&);
// Bytes of a JSON document; what is larger is asked about first.
constexpr std::uint64_t largest_document = 1u << 20;

}  // namespace api
