#pragma once
#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/time.hpp"

// A key of ours: 63 bits, time-ordered: 42 bits of Unix milliseconds (until 2109), then 21 bits that
// tell apart what happened in one millisecond. Shown to the outside as decimal text, because
// JavaScript loses integers past 2^53. The value 0 means "none".
struct Id {
    std::int64_t value = 0;

    static constexpr int low_bits = 21;

    // Accepts exactly what text() prints; anything else is nullopt.
    static std::optional<Id> parse(std::string_view text);
    // The key of something that happened at `at`; only the low 21 bits of `low` are used.
    static Id at(Time at, std::uint64_t low);

    std::string text() const;
    Time time() const;
    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

template <>
struct std::hash<Id> {
    std::size_t operator()(Id id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};

// Mints strictly increasing keys in this process; a random low part keeps several processes apart.
// Safe from any thread.
class Ids {
public:
    Ids(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
    Id next();

private:
    const Clock& clock_;
    Random& random_;
    std::mutex mutex_;
    std::int64_t last_ = 0;
};
