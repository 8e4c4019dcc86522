#include "channels/mastodon/codec.hpp"

#include "channels/describe_test.hpp"
#include "channels/fixtures_test.hpp"
#include "channels/mastodon/content.hpp"

// Every NAME.json in fixtures/ is a list of what a server says, each with the way it came; NAME.expected.json
// is what we must make of it.
namespace channels::mastodon {
namespace {
constexpr auto folder = "src/channels/mastodon/fixtures";
const Origin ours{"maison.example", "7", "@hello@maison.example"};

Batch understood(const json::value& wire) {
    Batch batch;
    for (const auto& each : wire.as_array()) {
        auto way = json::text(each, "way");
        const auto& said = *json::find(each, {"said"});
        if (way == "notification") take_notification(said, ours, batch);
        if (way == "status") take_status(said, ours, batch);
        if (way == "conversation") take_conversation(said, ours, batch);
        if (way == "frame")
            take_frame(json::text(each, "event"),
                       said.is_string() ? std::string(said.get_string()) : json::serialize(said), ours,
                       batch);
    }
    return batch;
}
}  // namespace

class MastodonFixture : public testing::TestWithParam<fixtures::fs::path> {};

TEST_P(MastodonFixture, is_understood_as_expected) {
    auto wire = json::parse(fixtures::contents(GetParam()));
    ASSERT_TRUE(wire && wire->is_array()) << GetParam();
    json::value got = shown(understood(*wire));
    fixtures::expect_as_written(GetParam(), got);
}

INSTANTIATE_TEST_SUITE_P(Wires, MastodonFixture, testing::ValuesIn(fixtures::wires(folder)),
                         [](const auto& each) { return each.param.stem().string(); });

TEST(MastodonContent, names_are_words_and_links_stay) {
    EXPECT_EQ(content("<p><span class=\"h-card\"><a href=\"https://town.example/@ana\" class=\"u-url "
                      "mention\">@<span>ana</span></a></span> more <a class='mention hashtag' "
                      "href='https://town.example/tags/bread' rel='tag'>#<span>bread</span></a>?</p>")
                  .text,
              "@ana more #bread?");
    EXPECT_EQ(content("<p>See <a href=\"https://maison.example/a/long/way\"><span "
                      "class=\"invisible\">https://</span><span class=\"ellipsis\">maison.example/a/</span>"
                      "<span class=\"invisible\">long/way</span></a></p>")
                  .text,
              "See https://maison.example/a/long/way");
}

TEST(MastodonContent, html_is_kept_only_where_text_would_lose_something) {
    EXPECT_EQ(content("<p>One<br>two</p>").html, "");
    EXPECT_NE(content("<p>One <strong>two</strong></p>").html, "");
    EXPECT_EQ(content("<b><script>alert(1)</script>x</b>").html.find("script"), std::string::npos);
}

TEST(MastodonContent, a_quote_is_not_told_twice) {
    EXPECT_EQ(
        content("<p class=\"quote-inline\">RE: <a href=\"https://x.example/1\">x.example/1</a></p><p>Yes</p>")
            .text,
        "Yes");
}

TEST(MastodonContent, broken_markup_ends_somewhere) {
    for (auto* odd : {"<", "<a", "<a class", "<a class=", "<a class=\"", "<a class='mention", "</", "<p><",
                      "", "<p class=\"quote-inline\">", "<a rel=tag>"})
        content(odd);
}

// snac gives a post that somebody boosted as a boost under the post's own id.
TEST(MastodonBoost, says_nothing_of_its_own) {
    auto boost = *json::parse(R"({"id":"1","created_at":"2026-10-14T06:30:00Z","content":"",
        "account":{"id":"3","acct":"ben"},"edited_at":"2026-10-14T07:00:00Z","reblog":{"id":"1",
        "created_at":"2026-10-14T06:30:00Z","content":"<p>Rye!</p>","account":{"id":"2","acct":"ana"}}})");
    auto said = std::get<model::Inbound>(message(boost, ours));
    EXPECT_EQ(said.text, "Rye!");
    EXPECT_EQ(said.author.handle, "@ana@maison.example");
    EXPECT_FALSE(said.edited_at);
}

TEST(MastodonAudience, an_unknown_word_is_taken_for_the_narrower) {
    for (auto* word : {"public", "unlisted", "private", "direct"})
        EXPECT_EQ(visibility(audience(word)), word);
    EXPECT_EQ(audience("mutuals_only"), "followers");
    EXPECT_EQ(visibility("everybody"), "direct");
}

TEST(MastodonId, stays_the_same_when_a_server_changes_it) {
    EXPECT_EQ(lasting_id("1795737509a571a384fcf4944bf28acb442d0a222f"),
              lasting_id("1795737600a571a384fcf4944bf28acb442d0a222f"));
    for (auto* id :
         {"117020583142008690", "01J9ZKQ2V3", "", "Ax7-x", "1795737509A571a384fcf4944bf28acb442d0a222f"})
        EXPECT_EQ(lasting_id(id), id);
}

TEST(MastodonAudience, what_a_server_calls_private_may_be_meant_for_those_named_only) {
    auto status =
        *json::parse(R"({"id":"1","created_at":"2026-10-14T06:30:00Z","visibility":"private","content":"x",
                                   "account":{"id":"2","acct":"ana"}})");
    EXPECT_EQ(std::get<model::Inbound>(message(status, ours)).audience, "followers");
    auto snac = ours;
    snac.private_means_direct = true;
    EXPECT_EQ(std::get<model::Inbound>(message(status, snac)).visibility, model::Visibility::private_);
}

TEST(MastodonHandle, has_one_spelling) {
    for (auto* typed : {"@Ana@Town.example", " ana@town.example ", "https://town.example/@ana",
                        "https://town.example/users/Ana"})
        EXPECT_EQ(canonical(typed), "@ana@town.example") << typed;
    for (auto* odd : {"", "ana", "@ana", "@@town.example", "@ana@", "@ana@town@x", "ana maria@town.example"})
        EXPECT_THROW(canonical(odd), Error) << odd;
}
}  // namespace channels::mastodon
