#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"
#include "net/http.hpp"

// Requests that prove who sent them, as Standard Webhooks 1.0.0 says (github.com/standard-webhooks):
// HMAC-SHA-256 over "ID.SECONDS.BODY" in base 64, under a secret that both sides know.
namespace net::webhook {

// How far the two clocks may be apart; an older request may be a repetition by somebody else.
inline constexpr std::int64_t clocks_apart_ms = 5 * minute_ms;
// How long the secret before goes on being good.
inline constexpr std::int64_t former_ms = 24 * hour_ms;

// A secret, and for a day after it was replaced the one before.
struct Keys {
    std::string secret;  // "whsec_" and base 64
    std::string former = {};
    Time former_until = {};

    static Keys fresh(Random&);
    Keys renewed(Random&, Time now) const;
    std::vector<std::string> good(Time now) const;  // the newest first
    // As they are kept beside other secrets, and back; what is missing stays empty.
    std::map<std::string, std::string> kept() const;
    static Keys from(const std::map<std::string, std::string>&);
};

// "v1,…". `id` has no full stop.
std::string signature(std::string_view secret, std::string_view id, Time at, std::string_view body);

// The three headers of a request that goes out; one signature for each secret.
void sign(Headers&, std::span<const std::string> secrets, std::string_view id, Time at,
          std::string_view body);

// The id of a request whose signature fits one of the secrets. Throws Error: bad_request for headers that are
// missing or misspelled and for a clock that is wrong, naming the header; unauthenticated when no signature
// fits.
std::string verified(const Headers&, std::string_view body, std::span<const std::string> secrets, Time now);

}  // namespace net::webhook
