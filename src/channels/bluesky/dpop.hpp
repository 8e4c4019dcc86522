#pragma once
#include <string>

#include "channels/bluesky/session.hpp"

// Tokens that are worth nothing without a key of ours (RFC 9449, ES256), as the AT Protocol's OAuth wants
// them.
namespace channels::bluesky {

// A fresh private key on P-256, as PEM.
std::string fresh_key();

// The header that proves that we hold the key: a JWT over method, address and (when there is one) the access
// token. `nonce`: the server's newest, or "".
std::string proof(const std::string& key, net::Method, const std::string& url, const std::string& nonce,
                  const std::string& access, const Surroundings&);

// A form posted with a proof, again with the server's nonce when it wants one. Throws ChannelError.
json::value post_form(const std::string& url, const std::string& form, const std::string& key,
                      const Surroundings&);

// New tokens for those of a grant; the old ones are worth nothing from then on. Throws ChannelError.
Tokens renewed_grant(const Tokens&, const Surroundings&);

}  // namespace channels::bluesky
