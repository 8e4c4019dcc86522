#include "base/id.hpp"

TEST(Id, parses_only_what_it_prints) {
    Id id = Id::at({1'790'000'000'123}, 77);
    EXPECT_EQ(Id::parse(id.text()), id);
    EXPECT_EQ(id.time().ms, 1'790'000'000'123);
    for (auto wrong : {"", "0", "-1", "01", " 1", "1 ", "9223372036854775808", "abc"})
        EXPECT_FALSE(Id::parse(wrong)) << wrong;
}

TEST(Ids, increase_even_when_the_clock_stands_still_or_goes_back) {
    ManualClock clock({1'000'000});
    SeededRandom random(1);
    Ids ids(clock, random);
    Id last = ids.next();
    for (int i = 0; i < 10'000; ++i) {
        if (i == 5'000) clock.advance(-60'000);
        Id next = ids.next();
        ASSERT_GT(next, last);
        last = next;
    }
}
