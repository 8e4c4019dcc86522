#pragma once
#include <string>
#include <string_view>

#include "channels/visits.hpp"

namespace channels::chat {

// Who the site says is looking at its page: PAYLOAD.SIGNATURE. PAYLOAD is
// {"user":"4711","expires":1790000000, "name"?:"Ana","email"?:"ana@x.example"} as base64url, `expires` in
// seconds and at most a month away; SIGNATURE the HMAC-SHA-256 of PAYLOAD as it stands there, under the
// channel's secret, in hexadecimal. Throws Error{forbidden} with the reason; nothing of the payload is read
// before the signature holds.
struct SignedUser {
    std::string user, name;
    std::string email;  // canonical, or ""
};
SignedUser signed_user(std::string_view proof, std::string_view secret, Time now);

}  // namespace channels::chat
