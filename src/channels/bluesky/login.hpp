#pragma once
#include "channels/connector.hpp"

// Connecting by login at the account's server (atproto.com/specs/oauth): pushed requests (RFC 9126), PKCE,
// and tokens bound to a key of ours.
namespace channels::bluesky {

extern const Authorise authorise;

}  // namespace channels::bluesky
