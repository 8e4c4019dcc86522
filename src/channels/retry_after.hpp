#pragma once
#include <optional>

#include "base/time.hpp"
#include "net/http.hpp"

namespace channels {

// When an answer asks us to come again (Retry-After, RFC 9110 §10.2.3, in seconds or as a date): after now,
// and at most `most_ms` from now; nullopt when it does not say.
std::optional<Time> retry_after(const net::Headers&, Time now, std::int64_t most_ms = day_ms);

}  // namespace channels
