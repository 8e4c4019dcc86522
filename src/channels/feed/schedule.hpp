#pragma once
#include <cstdint>
#include <vector>

#include "channels/feed/feed.hpp"
#include "net/http.hpp"

// When to come back to a feed: pure, so that years of visits can be tested in a moment.
namespace channels::feed {

constexpr std::int64_t soonest_ms = 5 * minute_ms, latest_ms = day_ms;

// What is known about how often a feed changes.
struct Pace {
    Time newest;                // its newest entry
    std::int64_t gap_ms = 0;    // mean time between its last entries; 0: fewer than two
    std::int64_t asked_ms = 0;  // what the publisher asks for (ttl, sy:update…)
    std::vector<int> skip_hours = {}, skip_days = {};
    bool operator==(const Pace&) const = default;
};

Pace observe(const Feed&, Time now);

// Half the mean gap between entries, longer for a feed that has fallen silent, never sooner than the
// publisher asks in the feed or in Cache-Control; between five minutes and a day.
std::int64_t interval(const Pace&, std::int64_t fresh_ms, Time now);

// The interval with up to a tenth more or less as `chance` (any number) wants, moved out of the hours and
// days that the publisher wants to be left alone.
Time next_visit(const Pace&, std::int64_t fresh_ms, Time now, std::uint64_t chance);

// How long the answer may be taken for fresh (Cache-Control: max-age, less its Age); 0 when it does not say.
std::int64_t freshness(const net::Headers&);

}  // namespace channels::feed
