#include "listening/conditions.hpp"

using listening::Post;
using listening::refusal;

namespace {
model::Query parsed(std::string_view text) {
    return std::get<model::Query>(model::parse_query(text));
}

std::string refused(std::string_view text) {
    auto wrong = refusal(parsed(text));
    return wrong ? wrong->text : "";
}

bool holds(std::string_view condition, const Post& post) {
    return listening::holds(parsed(condition), post);
}
}  // namespace

TEST(Conditions, compare_languages_by_their_main_part) {
    EXPECT_TRUE(holds("lang:en", {.language = "en-GB"}));
    EXPECT_FALSE(holds("lang:en-gb", {.language = "en"}));
    EXPECT_FALSE(holds("lang:en", {.language = "enm"}));
    EXPECT_TRUE(holds("lang:unknown", {}));
    EXPECT_FALSE(holds("lang:en", {}));
}

TEST(Conditions, of_time_include_the_moment_after_and_exclude_the_moment_before) {
    auto noon = *Time::parse("2026-10-31T12:00:00Z");
    EXPECT_TRUE(holds("after:2026-10-31T12:00:00Z", {.sent_at = noon}));
    EXPECT_FALSE(holds("before:2026-10-31T12:00:00Z", {.sent_at = noon}));
    EXPECT_TRUE(holds("within:24h", {.sent_at = noon, .now = noon + day_ms}));
    EXPECT_FALSE(holds("within:24h", {.sent_at = noon, .now = noon + day_ms + 1}));
}

TEST(Conditions, are_read_off_a_message) {
    std::vector<std::string> groups{"critics"};
    model::Inbound message;
    message.author = {"mastodon", "@ana@town.example"};
    message.text = "Kein Brot？ www.town.example";
    message.reply_to = {"1"};
    message.attachments = {{"a.png", "image/png"}};
    auto post = listening::post(message, "Town", groups, {});
    for (auto* condition :
         {"has:link", "has:media", "has:attachment", "is:reply", "is:question", "is:private"})
        EXPECT_TRUE(holds(condition, post)) << condition;
    EXPECT_FALSE(holds("is:public", post));
}

TEST(Refusal, is_for_what_would_match_nearly_everything) {
    EXPECT_THAT(refused("the"), testing::HasSubstr("most common words (en"));
    EXPECT_THAT(refused("bread OR the"), testing::HasSubstr("“the”"));
    EXPECT_THAT(refused("-bread"), testing::HasSubstr("must not"));
    EXPECT_THAT(refused(""), testing::HasSubstr("everything"));
    EXPECT_THAT(refused("lang:en has:link"), testing::HasSubstr("alone"));
    EXPECT_THAT(refused("br*"), testing::HasSubstr("three letters"));
    EXPECT_EQ(refusal(parsed("bread OR (the AND of)"))->position, 10u);
}

TEST(Refusal, is_not_for_what_says_something) {
    for (auto* text :
         {"bread", "bread the", "#the", "@ana", "from:ana", "bre*", "\"to be or not to be\"", "bread -the",
          "(bread OR rye) NOT cake", "the NEAR/3 bread", "パン", "channel:town", "war lang:en"})
        EXPECT_EQ(refused(text), "") << text;
    EXPECT_THAT(refused("war"), testing::HasSubstr("lang:en"));
}

TEST(Refusal, names_what_cannot_be_asked_of_a_post) {
    EXPECT_THAT(refused("bread assigned:me"), testing::HasSubstr("assigned: cannot be asked here"));
    EXPECT_THAT(refused("bread is:open"), testing::HasSubstr("is:reply"));
    EXPECT_THAT(refused("bread has:note"), testing::HasSubstr("has:link"));
}
