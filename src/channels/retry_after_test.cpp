#include "channels/retry_after.hpp"

#include <gtest/gtest.h>

namespace channels {
namespace {
const Time now = *Time::parse("2026-10-14T06:30:00Z");

std::optional<Time> asked(std::string text, std::int64_t most_ms = day_ms) {
    return retry_after({{"Retry-After", std::move(text)}}, now, most_ms);
}
}  // namespace

TEST(RetryAfter, is_seconds_or_a_date) {
    EXPECT_EQ(asked("120"), now + 120 * second_ms);
    EXPECT_EQ(asked("Wed, 14 Oct 2026 08:30:00 GMT"), now + 2 * hour_ms);
    EXPECT_EQ(asked("soon"), std::nullopt);
    EXPECT_EQ(asked("12 bananas"), std::nullopt);
    EXPECT_EQ(retry_after({}, now), std::nullopt);
}

TEST(RetryAfter, lies_after_now_and_not_for_ever) {
    EXPECT_EQ(asked("0"), now + second_ms);
    EXPECT_EQ(asked("-5"), now + second_ms);
    EXPECT_EQ(asked("Wed, 14 Oct 2020 08:30:00 GMT"), now + second_ms);
    EXPECT_EQ(asked("Wed, 14 Oct 2099 08:30:00 GMT"), now + day_ms);
    EXPECT_EQ(asked("86401"), now + day_ms);
    EXPECT_EQ(asked("9223372036854775807"), now + day_ms);
    EXPECT_EQ(asked("999999999999999999999"), now + day_ms);
    EXPECT_EQ(asked("999999999999999999999", 7 * day_ms), now + 7 * day_ms);
}
}  // namespace channels
