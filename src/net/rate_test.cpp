#include "net/rate.hpp"

using namespace net;

TEST(RateLimit, gives_the_burst_at_once_and_then_the_rate) {
    ManualClock clock({1'000'000});
    RateLimit limit(clock, 0.5, 3);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("ana"));
    EXPECT_FALSE(limit.take("ana"));
    EXPECT_EQ(limit.retry_after_ms("ana"), 2000);
    EXPECT_TRUE(limit.take("ben")) << "one key does not spend another's";
    clock.advance(1999);
    EXPECT_FALSE(limit.take("ana"));
    clock.advance(1);
    EXPECT_TRUE(limit.take("ana"));
    EXPECT_FALSE(limit.take("ana"));
}

TEST(RateLimit, never_saves_more_than_the_burst_and_survives_a_clock_that_goes_back) {
    ManualClock clock({1'000'000});
    RateLimit limit(clock, 1, 2);
    EXPECT_TRUE(limit.take("ana", 2));
    clock.advance(3'600'000);
    EXPECT_TRUE(limit.take("ana", 2));
    EXPECT_FALSE(limit.take("ana"));
    clock.advance(-3'600'000);
    EXPECT_FALSE(limit.take("ana"));
    EXPECT_EQ(limit.retry_after_ms("ana"), 1000);
    EXPECT_EQ(limit.retry_after_ms("nobody"), 0);
}

TEST(RateLimit, forgets_the_harmless_first_when_flooded_with_keys) {
    ManualClock clock({1'000'000});
    RateLimit limit(clock, 0.001, 5, 1000);
    EXPECT_TRUE(limit.take("attacked", 5));
    for (int i = 0; i < 50'000; ++i) limit.take("flood-" + std::to_string(i));
    EXPECT_FALSE(limit.take("attacked"));
}
