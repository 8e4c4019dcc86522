#include "channels/bluesky/syntax.hpp"

#include <set>

#include <gtest/gtest.h>

namespace channels::bluesky {
namespace {
std::set<std::string> kinds(std::string_view line) {
    std::set<std::string> all;
    auto described = describe(line);
    for (const auto& each : described["kinds"].as_array()) all.insert(std::string(each.as_string()));
    return all;
}

TEST(BlueskySyntax, tells_one_spelling_from_another) {
    EXPECT_TRUE(kinds("did:plc:7iza6de2dwap2sbkpav7c6c6").contains("did"));
    EXPECT_TRUE(kinds("ana.town.example").contains("handle"));
    EXPECT_TRUE(kinds("app.bsky.feed.post").contains("nsid"));
    EXPECT_TRUE(kinds("3jzfcijpj2z2a").contains("tid"));
    EXPECT_TRUE(kinds("at://did:plc:ana/app.bsky.feed.post/3jzfcijpj2z2a").contains("at-uri"));
    for (auto* odd : {"", "did:plc:", "did:PLC:x", "DID:plc:x", "did:plc:x y", "did:plc:x%"})
        EXPECT_FALSE(is_did(odd)) << odd;
    for (auto* odd :
         {"", "ana", "ana..example", "-ana.example", "ana.example.", "ana_b.example", "127.0.0.1"})
        EXPECT_FALSE(is_handle(odd)) << odd;
    for (auto* odd : {"at://", "at://ana", "at://did:plc:ana/", "at://did:plc:ana/x", "at://did:plc:ana#x",
                      "at://did:plc:ana/app.bsky.feed.post/.", "at://did:plc:ana/app.bsky.feed.post/a/b"})
        EXPECT_FALSE(at_uri(odd)) << odd;
}

TEST(BlueskySyntax, times_are_possible_and_languages_say_nothing_twice) {
    EXPECT_TRUE(is_datetime("2026-10-14T06:30:00.123456789Z"));
    EXPECT_TRUE(is_datetime("2026-10-14T06:30:00+01:45"));
    for (auto* odd :
         {"2026-10-14", "2026-10-14 06:30:00Z", "2026-10-14T06:30:00", "2026-10-14T06:30:00-00:00",
          "2026-02-30T06:30:00Z", "2026-10-14T25:30:00Z", "2026-10-14t06:30:00Z"})
        EXPECT_FALSE(is_datetime(odd)) << odd;
    for (auto* good : {"fr", "pt-BR", "zh-Hant", "i-default", "x-mine", "en-GB-boont-r-extended-x-private"})
        EXPECT_TRUE(is_language(good)) << good;
    for (auto* odd : {"", "f", "FR", "fr-", "french", "de-1901-1901", "en-a-foo-A-bar"})
        EXPECT_FALSE(is_language(odd)) << odd;
}

TEST(BlueskySyntax, an_address_goes_both_ways) {
    auto parsed = at_uri("at://did:plc:ana/app.bsky.feed.post/3k");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, (AtUri{"did:plc:ana", "app.bsky.feed.post", "3k"}));
    EXPECT_EQ(parsed->text(), "at://did:plc:ana/app.bsky.feed.post/3k");
}

// 64 bits, the first of them 0; 53 of microseconds, 10 that tell apart; five to a letter.
TEST(BlueskySyntax, a_key_of_ours_tells_its_time_and_stays_the_same) {
    auto time = *Time::parse("2026-10-14T06:30:00.123Z");
    auto key = tid(Id::at(time, 5));
    EXPECT_TRUE(is_tid(key)) << key;
    std::uint64_t bits = 0;
    for (char c : key) bits = bits << 5 | std::string_view("234567abcdefghijklmnopqrstuvwxyz").find(c);
    EXPECT_EQ(static_cast<std::int64_t>(bits >> 10) / 1000, time.ms);
    EXPECT_EQ(tid(Id::at(time, 5)), key);
    std::set<std::string> keys;
    for (std::uint64_t low = 0; low < 1'000'000; low += 997) keys.insert(tid(Id::at(time, low)));
    EXPECT_EQ(keys.size(), 1'000'000 / 997 + 1u);
    EXPECT_LT(key, tid(Id::at(time + 1, 0)));
}
}  // namespace
}  // namespace channels::bluesky
