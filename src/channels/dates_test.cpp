#include "channels/dates.hpp"

using channels::read_date;

namespace {
std::string read(std::string_view text) {
    auto time = read_date(text);
    return time ? time->rfc3339().substr(0, 19) : "no date";
}
}  // namespace

TEST(Dates, mail_dates_are_read_with_named_and_numbered_zones) {
    EXPECT_EQ(read("Wed, 14 Oct 2026 06:30:00 +0200"), "2026-10-14T04:30:00");
    EXPECT_EQ(read("14 Oct 26 06:30 EST"), "2026-10-14T11:30:00");
    EXPECT_EQ(read("Wednesday, 14-Oct-26 06:30:00 GMT"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("Wed, 14 October 2026 6:30:05 PDT"), "2026-10-14T13:30:05");
    EXPECT_EQ(read("Wed,14 Oct 2026 06:30:00 GMT+2"), "2026-10-14T04:30:00");
    EXPECT_EQ(read("Wed, 14 Oct 2026 06:30:00 +0200 (CEST)"), "2026-10-14T04:30:00");
    EXPECT_EQ(read("Wed, 14 Oct 2026 06:30:00"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("Wed, 14 Oct 2026"), "2026-10-14T00:00:00");
}

TEST(Dates, iso_dates_are_read_in_every_precision) {
    EXPECT_EQ(read("2026-10-14T06:30:00.25+02:00"), "2026-10-14T04:30:00");
    EXPECT_EQ(read("2026-10-14T06:30Z"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("2026-10-14T9:15-05:00"), "2026-10-14T14:15:00");
    EXPECT_EQ(read("2026-10-14 06:30:00"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("20261014T063000Z"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("20261014"), "2026-10-14T00:00:00");
    EXPECT_EQ(read("20261014063000"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("2026-10"), "2026-10-01T00:00:00");
    EXPECT_EQ(read("2026"), "2026-01-01T00:00:00");
    EXPECT_EQ(read("2026-287"), "2026-10-14T00:00:00");
    EXPECT_EQ(read("2026-10-14T24:00:00Z"), "2026-10-15T00:00:00");
}

TEST(Dates, other_writers_have_other_ways) {
    EXPECT_EQ(read("Tue Oct 31 22:10:47 +0000 2017"), "2017-10-31T22:10:47");
    EXPECT_EQ(read("Wed Oct 14 06:30:00 2026"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("Wed Oct 14 06:30:00 EDT 2026"), "2026-10-14T10:30:00");
    EXPECT_EQ(read("Oct 14, 2026 6:30 pm"), "2026-10-14T18:30:00");
    EXPECT_EQ(read("14.10.2026 06:30"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("10/14/2026 12:05 AM"), "2026-10-14T00:05:00");
    EXPECT_EQ(read("14/10/2026"), "2026-10-14T00:00:00");
    EXPECT_EQ(read("1791959400"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("1791959400000"), "2026-10-14T06:30:00");
}

TEST(Dates, months_are_known_in_many_languages) {
    EXPECT_EQ(read("mer. 14 oct. 2026 06:30"), "2026-10-14T06:30:00");
    EXPECT_EQ(read("mar. 14 août 2026"), "2026-08-14T00:00:00");
    EXPECT_EQ(read("14. März 2026 06:30 MEZ"), "2026-03-14T05:30:00");
    EXPECT_EQ(read("Κυρ, 11 Ιούλ 2004 12:00:00 EST"), "2004-07-11T17:00:00");
    EXPECT_EQ(read("2004-július-13T9:15-05:00"), "2004-07-13T14:15:00");
    EXPECT_EQ(read("14 октября 2026"), "2026-10-14T00:00:00");
    EXPECT_EQ(read("2004년 05월 28일 01:31:15"), "2004-05-28T01:31:15");
    EXPECT_EQ(read("2004-05-28 오후 11:35:21"), "2004-05-28T23:35:21");
}

TEST(Dates, what_is_no_date_is_refused) {
    for (auto wrong : {"", "yesterday", "31 Jun 2026", "2026-13-01", "14 Oct 2026 25:00", "99", "Oct 14",
                       "2026-366", "////", "1/2/3/4/5/6", "12:30"})
        EXPECT_FALSE(read_date(wrong)) << wrong;
    EXPECT_FALSE(read_date(std::string(100'000, '9')));
}

TEST(Dates, a_clock_that_breaks_off_is_no_reason_to_read_on) {
    for (auto broken :
         {"2026-10-14T06:", "2026-10-14T06:x", "2026-10-14T06", "14 Oct 2026 06:", "2026-10-14T06:30:"})
        read_date(broken);
    EXPECT_EQ(read("2026-10-14T06:30:05Z"), "2026-10-14T06:30:05");
}
