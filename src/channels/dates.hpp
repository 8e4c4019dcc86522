#pragma once
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace channels {

// The time that somebody wrote in whatever way: RFC 3339 and looser ISO 8601 (2026-10, 20261014T0630Z,
// 2026-287), RFC 822/2822 with named zones, asctime, X's "Tue Oct 31 22:10:47 +0000 2017", month names of
// some twenty languages, am/pm, 14.10.2026 and 10/14/2026 (day first after a dot, month first after a slash
// unless that is impossible), Unix seconds or milliseconds. Without a zone it is UTC; without a time it is
// midnight. nullopt for anything that is no date or an impossible one.
std::optional<Time> read_date(std::string_view text);

}  // namespace channels
