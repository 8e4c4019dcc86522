#include "channels/bluesky/codec.hpp"

#include <gtest/gtest.h>

#include "channels/bluesky/content.hpp"
#include "channels/describe_test.hpp"
#include "channels/fixtures_test.hpp"

// Every NAME.json in fixtures/ is a list of what the network shows, each with the way it came;
// NAME.expected.json is what we must make of it.
namespace channels::bluesky {
namespace {
constexpr auto folder = "src/channels/bluesky/fixtures";
const Origin ours{"did:plc:hello"};

Batch understood(const json::value& wire) {
    Batch batch;
    for (const auto& each : wire.as_array()) {
        auto way = json::text(each, "way");
        const auto& said = *json::find(each, {"said"});
        if (way == "notification") take_reaction(said, batch);
        if (way == "addressed") take_post(said, ours, Heard::addressed, batch);
        if (way == "heard") take_post(said, ours, Heard::heard, batch);
    }
    return batch;
}

class BlueskyFixture : public testing::TestWithParam<fixtures::fs::path> {};

TEST_P(BlueskyFixture, is_understood_as_expected) {
    auto wire = json::parse(fixtures::contents(GetParam()));
    ASSERT_TRUE(wire && wire->is_array()) << GetParam();
    json::value got = shown(understood(*wire));
    fixtures::expect_as_written(GetParam(), got);
}

INSTANTIATE_TEST_SUITE_P(Wires, BlueskyFixture, testing::ValuesIn(fixtures::wires(folder)),
                         [](const auto& each) { return each.param.stem().string(); });

json::value record(const std::string& text, std::int64_t begin, std::int64_t end, const char* uri) {
    json::object link{{"$type", "app.bsky.richtext.facet#link"}, {"uri", uri}};
    json::object facet{{"index", json::object{{"byteStart", begin}, {"byteEnd", end}}},
                       {"features", json::array{link}}};
    return json::object{{"text", text}, {"facets", json::array{facet}}};
}

TEST(BlueskyText, a_link_is_whole_again) {
    EXPECT_EQ(text_of(record("See maison.example/a/lo...!", 4, 26, "https://maison.example/a/long/way")),
              "See https://maison.example/a/long/way!");
    EXPECT_EQ(text_of(record("See this", 4, 8, "https://maison.example/")),
              "See this (https://maison.example/)");
    EXPECT_EQ(text_of(record("x.example/a", 0, 11, "https://x.example/a")), "x.example/a");
    EXPECT_EQ(text_of(record("https://x.example/", 0, 18, "https://x.example/")), "https://x.example/");
}

TEST(BlueskyText, a_facet_out_of_place_breaks_nothing) {
    for (auto [begin, end] : {std::pair{-1, 3}, {3, 3}, {3, 2}, {0, 99}, {1, 2}, {2, 3}})
        text_of(record("é!", begin, end, "https://x.example/"));
    EXPECT_EQ(text_of(record("é!", 0, 99, "https://x.example/")), "é!");
}

TEST(BlueskyLabels, warn_of_what_they_say) {
    auto labelled = [](json::array all) { return warning(json::object{{"labels", std::move(all)}}); };
    auto label = [](const char* value, bool neg = false) {
        return json::value(json::object{{"val", value}, {"neg", neg}});
    };
    EXPECT_EQ(labelled({label("graphic-media"), label("graphic-media"), label("!warn")}),
              "Labelled: graphic media, warn");
    EXPECT_EQ(labelled({label("!no-unauthenticated"), label("porn", true)}), "");
    EXPECT_EQ(labelled({}), "");
}

TEST(BlueskyHandle, has_one_spelling) {
    for (auto* typed :
         {"@Ana.Town.example", " ana.town.example ", "https://bsky.app/profile/ana.town.example",
          "https://bsky.app/profile/ana.town.example/post/3k"})
        EXPECT_EQ(canonical(typed), "ana.town.example") << typed;
    EXPECT_EQ(canonical("did:plc:ana"), "did:plc:ana");
    for (auto* odd : {"", "ana", "@ana@town.example", "ana maria.example"})
        EXPECT_THROW(canonical(odd), Error) << odd;
}

// Whoever changes the handle stays who they are.
TEST(BlueskyHandle, is_shown_and_the_key_is_the_did) {
    auto before = account(json::object{{"did", "did:plc:ana"}, {"handle", "ana.town.example"}});
    auto after = account(json::object{{"did", "did:plc:ana"}, {"handle", "Ana.Bakers.example"}});
    EXPECT_EQ(before.handle, after.handle);
    EXPECT_EQ(before.shown, "@ana.town.example");
    EXPECT_EQ(after.shown, "@ana.bakers.example");
    EXPECT_EQ(account(json::object{{"did", "did:plc:ana"}, {"handle", "handle.invalid"}}).shown, "");
}

TEST(BlueskyRaw, is_decoded_anew) {
    ChannelConfig config;
    EXPECT_TRUE(std::holds_alternative<model::Poison>(decode_raw("{", config)));
    EXPECT_TRUE(std::holds_alternative<model::Poison>(decode_raw("[]", config)));
}
}  // namespace
}  // namespace channels::bluesky
