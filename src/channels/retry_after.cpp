#include "channels/retry_after.hpp"

#include <algorithm>
#include <charconv>

#include "channels/dates.hpp"

namespace channels {
std::optional<Time> retry_after(const net::Headers& headers, Time now, std::int64_t most_ms) {
    auto text = headers.get("Retry-After");
    if (text.empty()) return std::nullopt;
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    bool whole = end == text.data() + text.size() && error != std::errc::invalid_argument;
    bool endless = error == std::errc::result_out_of_range || seconds > most_ms / second_ms;
    auto at = whole ? std::optional(now + (endless ? most_ms : seconds * second_ms)) : read_date(text);
    if (!at) return std::nullopt;
    return std::clamp(*at, now + second_ms, now + most_ms);
}
}  // namespace channels
