#include "channels/chat/hours.hpp"

#include "base/error.hpp"

namespace channels::chat {
namespace {
Time at(const char* time) {
    return *Time::parse(time);
}
using Spans = std::vector<Hours::Span>;

TEST(Hours, are_read_as_people_write_them) {
    EXPECT_EQ(Hours::read("Mo-Tu 9:00-12:30, 14-18; Sa 9-13", "Europe/Paris").spans,
              (Spans{{0, 540, 750}, {1, 540, 750}, {0, 840, 1080}, {1, 840, 1080}, {5, 540, 780}}));
    EXPECT_EQ(Hours::read("friday – saturday 22:00–02:00", "").spans,
              (Spans{{4, 1320, 1560}, {5, 1320, 1560}}));
    EXPECT_EQ(Hours::read("Sa-Su 0-24", "").spans, (Spans{{5, 0, 1440}, {6, 0, 1440}}));
    EXPECT_EQ(Hours::read("8-9", "").spans.size(), 7u);
    EXPECT_TRUE(Hours::read("", "").spans.empty());
}

TEST(Hours, that_are_none_are_refused_in_a_sentence) {
    for (auto* text : {"Mo", "Mo-", "Mo 9", "Mo 9-", "9-9", "Mo 25-26", "Mo 9:75-10", "Xx 9-10", "Mo 9-10 x",
                       "24-3", "Mo-9-10", "999-3", "-"})
        EXPECT_THROW(Hours::read(text, ""), Error) << text;
    EXPECT_THROW(Hours::read("Mo 9-10", "Middle/Earth"), Error);
}

TEST(Hours, tell_when_the_door_closes_and_opens_again) {
    auto hours = Hours::read("Mo-Fr 9-18, Sa 9-13", "Europe/Paris");
    EXPECT_EQ(opening(hours, at("2026-10-14T10:00:00Z")),
              (Opening{.open = true, .closes = at("2026-10-14T16:00:00Z")}));
    EXPECT_EQ(opening(hours, at("2026-10-14T16:00:00Z")),
              (Opening{.open = false, .opens = at("2026-10-15T07:00:00Z")}));
    EXPECT_EQ(opening(hours, at("2026-10-17T12:00:00Z")).opens, at("2026-10-19T07:00:00Z"));
}

TEST(Hours, follow_the_clock_when_it_changes) {
    auto hours = Hours::read("Mo-Su 9-18", "Europe/Paris");
    EXPECT_EQ(opening(hours, at("2026-10-24T20:00:00Z")).opens, at("2026-10-25T08:00:00Z"));
    EXPECT_EQ(opening(hours, at("2026-03-28T20:00:00Z")).opens, at("2026-03-29T07:00:00Z"));
}

TEST(Hours, go_on_past_midnight_and_over_the_whole_week) {
    auto night = Hours::read("Fr 22-2", "UTC");
    EXPECT_EQ(opening(night, at("2026-10-17T01:30:00Z")).closes, at("2026-10-17T02:00:00Z"));
    EXPECT_EQ(opening(night, at("2026-10-17T02:00:00Z")).opens, at("2026-10-23T22:00:00Z"));
    EXPECT_TRUE(opening(Hours::read("0-24", "UTC"), at("2026-10-17T00:00:00Z")).open);
}

TEST(Hours, nobody_promised_are_always_open) {
    EXPECT_EQ(opening({}, at("2026-10-14T10:00:00Z")), Opening{});
}
}  // namespace
}  // namespace channels::chat
