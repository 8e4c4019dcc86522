#pragma once
#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A point in time: milliseconds since 1970-01-01T00:00:00Z. 0 means "unknown" or "never".
struct Time {
    std::int64_t ms = 0;

    // RFC 3339 with any offset and any number of second decimals; a missing zone or an impossible date
    // is nullopt.
    static std::optional<Time> parse(std::string_view rfc3339);

    // RFC 3339 in UTC with three decimals: 2026-10-14T06:30:00.000Z.
    std::string rfc3339() const;
    explicit operator bool() const { return ms != 0; }
    auto operator<=>(const Time&) const = default;
};

constexpr std::int64_t second_ms = 1000, minute_ms = 60 * second_ms, hour_ms = 60 * minute_ms,
                       day_ms = 24 * hour_ms;

constexpr Time operator+(Time time, std::int64_t ms) {
    return {time.ms + ms};
}
constexpr Time operator-(Time time, std::int64_t ms) {
    return {time.ms - ms};
}
constexpr std::int64_t operator-(Time later, Time earlier) {
    return later.ms - earlier.ms;
}

// The seam through which everything asks what time it is. Safe from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

// Stands still until told otherwise; for tests and for the story of the demo.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Time start) : ms_(start.ms) {}
    Time now() const override { return {ms_.load()}; }
    void advance(std::int64_t ms) { ms_ += ms; }
    void set(Time time) { ms_ = time.ms; }

private:
    std::atomic<std::int64_t> ms_;
};
