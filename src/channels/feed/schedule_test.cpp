#include "channels/feed/schedule.hpp"

using namespace channels::feed;

namespace {
const Time now = *Time::parse("2026-10-14T06:30:00Z");

Feed every(std::int64_t gap, std::int64_t age = 0) {
    Feed feed;
    for (int i = 0; i < 12; ++i) {
        Entry entry;
        entry.published.time = now - age - i * gap;
        feed.entries.push_back(entry);
    }
    return feed;
}
}  // namespace

TEST(Schedule, a_feed_is_visited_twice_as_often_as_it_changes) {
    EXPECT_EQ(interval(observe(every(2 * hour_ms), now), 0, now), hour_ms);
    EXPECT_EQ(interval(observe(every(minute_ms), now), 0, now), soonest_ms);
    EXPECT_EQ(interval(observe(every(30 * day_ms), now), 0, now), latest_ms);
    EXPECT_EQ(interval(observe(Feed{}, now), 0, now), hour_ms);
}

TEST(Schedule, a_feed_that_fell_silent_is_visited_less) {
    EXPECT_EQ(interval(observe(every(hour_ms, 100 * hour_ms), now), 0, now), 10 * hour_ms);
}

TEST(Schedule, the_publisher_may_ask_for_longer_but_never_for_more_than_a_day) {
    auto pace = observe(every(hour_ms), now);
    EXPECT_EQ(interval(pace, 3 * hour_ms, now), 3 * hour_ms);
    pace.asked_ms = 2 * hour_ms;
    EXPECT_EQ(interval(pace, 0, now), 2 * hour_ms);
    pace.asked_ms = 365 * day_ms;
    EXPECT_EQ(interval(pace, 0, now), latest_ms);
}

TEST(Schedule, chance_spreads_visits_by_a_tenth) {
    auto pace = observe(every(2 * hour_ms), now);
    EXPECT_EQ(next_visit(pace, 0, now, 0), now + hour_ms * 9 / 10);
    EXPECT_EQ(next_visit(pace, 0, now, 200), now + hour_ms * 11 / 10);
    for (std::uint64_t chance = 0; chance < 1000; ++chance) {
        auto at = next_visit(pace, 0, now, chance * 7919);
        EXPECT_GE(at, now + hour_ms * 9 / 10);
        EXPECT_LE(at, now + hour_ms * 11 / 10);
    }
}

TEST(Schedule, hours_and_days_to_skip_are_skipped) {
    auto pace = observe(every(2 * hour_ms), now);
    pace.skip_hours = {7, 8};
    EXPECT_EQ(next_visit(pace, 0, now, 100), *Time::parse("2026-10-14T09:30:00Z"));
    pace.skip_days = {3};  // Wednesday, which it is
    EXPECT_EQ(next_visit(pace, 0, now, 100), *Time::parse("2026-10-15T00:30:00Z"));
    pace.skip_days = {0, 1, 2, 3, 4, 5, 6};
    EXPECT_LE(next_visit(pace, 0, now, 100), now + 8 * day_ms);
}

TEST(Schedule, cache_control_counts_from_when_the_answer_was_made) {
    EXPECT_EQ(freshness({{"cache-control", "public, max-age=3600"}, {"Age", "600"}}), 50 * minute_ms);
    EXPECT_EQ(freshness({{"Cache-Control", "no-store"}}), 0);
    EXPECT_EQ(freshness({{"Cache-Control", "max-age=99999999999"}}), day_ms);
}
