#include "base/time.hpp"

TEST(Time, reads_and_writes_rfc3339) {
    EXPECT_EQ(Time::parse("1970-01-01T00:00:00Z")->ms, 0);
    EXPECT_EQ(Time::parse("2026-10-14T08:30:00.1239+02:00")->rfc3339(), "2026-10-14T06:30:00.123Z");
    EXPECT_EQ(Time::parse("2024-02-29 23:59:60-0330")->rfc3339(), "2024-03-01T03:30:00.000Z");
}

TEST(Time, refuses_what_is_no_time) {
    for (auto wrong : {"", "2026", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z",
                       "2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00Zjunk", "-026-01-01T00:00:00Z"})
        EXPECT_FALSE(Time::parse(wrong)) << wrong;
}
