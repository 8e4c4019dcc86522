#include "listening/matcher.hpp"

#include <algorithm>

using listening::Matcher;
using listening::Post;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {
class Matching : public testing::Test {
protected:
    void save(Matcher::Key key, std::string_view query) {
        matcher_.add(key, std::get<model::Query>(model::parse_query(query)));
    }
    std::vector<Matcher::Key> matched(const Post& post) {
        std::vector<Matcher::Key> found;
        matcher_.match(post, found);
        return found;
    }
    std::vector<Matcher::Key> matched(std::string_view text) { return matched(Post{.text = text}); }

    Matcher matcher_;
};
}  // namespace

TEST_F(Matching, tells_whose_words_are_there) {
    save(1, "bread");
    save(2, "rye bread");
    save(3, "\"no bread\"");
    save(4, "bread -queue");
    EXPECT_THAT(matched("There is no bread again, only a queue"), UnorderedElementsAre(1, 3));
    EXPECT_THAT(matched("Bread of rye"), UnorderedElementsAre(1, 2, 4));
    EXPECT_THAT(matched("cake"), IsEmpty());
}

TEST_F(Matching, tells_a_query_once_however_often_it_fits) {
    save(7, "bread OR rye OR \"rye bread\"");
    EXPECT_THAT(matched("rye bread, bread of rye"), ElementsAre(7));
}

TEST_F(Matching, acts_on_the_next_post) {
    save(1, "bread");
    EXPECT_THAT(matched("bread"), ElementsAre(1));
    matcher_.remove(1);
    EXPECT_THAT(matched("bread"), IsEmpty());
    save(1, "cake");
    save(1, "flour");
    EXPECT_THAT(matched("cake"), IsEmpty());
    EXPECT_THAT(matched("flour"), ElementsAre(1));
    EXPECT_EQ(matcher_.size(), 1u);
    matcher_.remove(99);
}

TEST_F(Matching, keeps_subject_and_text_apart_for_phrases_only) {
    save(1, "\"bread runs\"");
    save(2, "bread runs");
    save(3, "bread NEAR/100 runs");
    EXPECT_THAT(matched(Post{.subject = "bread", .text = "runs short"}), ElementsAre(2));
}

TEST_F(Matching, knows_who_wrote_to_whom_where) {
    model::Handle ana{"mastodon", "@ana@town.example", "Ana Petrović"};
    std::vector<model::Handle> baker{{"mastodon", "@baker@town.example"}};
    std::vector<std::string> groups{"Critics"};
    save(1, "from:ana");
    save(2, "from:\"ana petrovic\"");
    save(3, "from:@ana@town.example network:mastodon");
    save(4, "to:baker");
    save(5, "group:critics channel:\"town news\"");
    save(6, "from:baker");
    save(7, "ana");
    Post post{.text = "hello",
              .network = "mastodon",
              .channel = "Town News",
              .author = &ana,
              .recipients = baker,
              .groups = groups};
    EXPECT_THAT(matched(post), UnorderedElementsAre(1, 2, 3, 4, 5));
}

TEST_F(Matching, tells_tags_and_mentions_from_words) {
    save(1, "#bread");
    save(2, "@ana");
    save(3, "#bre*");
    EXPECT_THAT(matched("bread ana"), IsEmpty());
    EXPECT_THAT(matched("#bread"), UnorderedElementsAre(1, 3));
    EXPECT_THAT(matched("hello @ana!"), ElementsAre(2));
}

TEST_F(Matching, still_knows_what_needs_no_word) {
    save(1, "-bread");
    save(2, "is:reply");
    EXPECT_THAT(matched(Post{.text = "cake", .is_reply = true}), UnorderedElementsAre(1, 2));
    EXPECT_THAT(matched("bread"), IsEmpty());
    matcher_.remove(1);
    EXPECT_THAT(matched("cake"), IsEmpty());
}

// A letter of a megabyte, the same word over and over: linear, and the next post is as quick as before.
TEST_F(Matching, bears_a_long_text_of_one_word) {
    save(1, "\"bread bread cake\"");
    save(2, "bre* NEAR/5 cake");
    save(3, "\"bread bread bre*\" NEAR/1 cakes");
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "bread ";
    EXPECT_THAT(matched(text), IsEmpty());
    EXPECT_THAT(matched(text + "cake"), UnorderedElementsAre(1, 2));
    EXPECT_THAT(matched(text + "cakes"), ElementsAre(3));
    EXPECT_THAT(matched("cake and bread"), ElementsAre(2));
}

TEST_F(Matching, bears_a_query_of_a_thousand_words) {
    std::string many = "bread";
    for (int i = 0; i < 999; ++i) many += " OR word" + std::to_string(i);
    save(1, many);
    EXPECT_THAT(matched("word998 and bread"), ElementsAre(1));
    matcher_.remove(1);
    EXPECT_THAT(matched("bread"), IsEmpty());
}
