#include "channels/feed/schedule.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace channels::feed {
namespace {
std::optional<std::int64_t> seconds_after(std::string_view text, std::string_view key) {
    auto at = text.find(key);
    if (at == text.npos) return std::nullopt;
    text.remove_prefix(at + key.size());
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && value >= 0 ? std::optional(value) : std::nullopt;
}

bool unwanted(const Pace& pace, Time at) {
    auto hour = static_cast<int>(at.ms / hour_ms % 24);
    auto weekday = static_cast<int>((at.ms / day_ms + 4) % 7);  // 1970-01-01 was a Thursday
    return std::count(pace.skip_hours.begin(), pace.skip_hours.end(), hour) > 0 ||
           std::count(pace.skip_days.begin(), pace.skip_days.end(), weekday) > 0;
}
}  // namespace

Pace observe(const Feed& feed, Time now) {
    std::vector<Time> times;
    for (const auto& entry : feed.entries) {
        auto time = entry.published.time ? entry.published.time : entry.updated.time;
        if (time && time <= now) times.push_back(time);
    }
    std::sort(times.rbegin(), times.rend());
    if (times.size() > 10) times.resize(10);
    Pace pace{times.empty() ? Time{} : times[0], 0, feed.every_ms, feed.skip_hours, feed.skip_days};
    if (times.size() > 1)
        pace.gap_ms = (times.front() - times.back()) / static_cast<std::int64_t>(times.size() - 1);
    return pace;
}

std::int64_t interval(const Pace& pace, std::int64_t fresh_ms, Time now) {
    std::int64_t usual = pace.gap_ms > 0 ? pace.gap_ms / 2 : hour_ms;
    std::int64_t silent = pace.newest ? (now - pace.newest) / 10 : 0;
    return std::clamp(std::max({usual, silent, pace.asked_ms, fresh_ms}), soonest_ms, latest_ms);
}

Time next_visit(const Pace& pace, std::int64_t fresh_ms, Time now, std::uint64_t chance) {
    auto length = interval(pace, fresh_ms, now);
    auto tenths = static_cast<std::int64_t>(chance % 201) - 100;  // thousandths, -100 … 100
    auto at = now + std::clamp(length + length * tenths / 1000, soonest_ms, latest_ms);
    for (int tries = 0; tries < 7 * 24 && unwanted(pace, at); ++tries) at = at + hour_ms;
    return at;
}

std::int64_t freshness(const net::Headers& headers) {
    auto fresh = seconds_after(headers.get("Cache-Control"), "max-age=").value_or(0);
    auto age = seconds_after(headers.get("Age"), "").value_or(0);
    return std::clamp<std::int64_t>(fresh - age, 0, latest_ms / second_ms) * second_ms;
}
}  // namespace channels::feed
