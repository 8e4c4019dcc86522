#pragma once
#include "channels/connector.hpp"

// Connecting by login at the server (docs.joinmastodon.org/spec/oauth): Rapport registers itself there as an
// application, so that nobody has to copy a key by hand.
namespace channels::mastodon {

extern const Authorise authorise;

}  // namespace channels::mastodon
