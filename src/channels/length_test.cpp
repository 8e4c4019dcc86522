#include "channels/length.hpp"

namespace channels {
namespace {
const Limits social{.characters = 20,
                    .counting = Counting::graphemes,
                    .attachments = 2,
                    .link_characters = 23,
                    .mentions_count_by_name = true};

TEST(Length, links_count_alike_and_servers_of_names_not_at_all) {
    EXPECT_EQ(length("@ana@village.example yes", social), 8u);
    EXPECT_EQ(length("see https://maison.example/a/very/long/way/to/the/menu now", social), 4u + 23 + 4);
    EXPECT_EQ(length("caf\xC3\xA9 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8D\xB3", social), 6u);
    EXPECT_EQ(length("", social), 0u);
}

TEST(Length, whom_it_is_for_counts_where_the_text_does_not_name_them) {
    auto naming = social;
    naming.names_count = true;
    const std::vector<std::string> ana{"@ana@village.example"};
    EXPECT_EQ(length("yes", ana, naming), 8u);
    EXPECT_EQ(length("yes @ana@village.example", ana, naming), 8u);
    EXPECT_EQ(length("yes", ana, social), 3u);
    EXPECT_FALSE(too_much("fifteen letters", 0, naming, ana));
    EXPECT_TRUE(too_much("sixteen letters!", 0, naming, ana));
}

TEST(Length, what_would_be_refused_is_said_before) {
    EXPECT_FALSE(too_much("short enough", 2, social));
    EXPECT_TRUE(too_much("this is a little bit too long", 0, social));
    EXPECT_TRUE(too_much("short", 3, social));
    EXPECT_FALSE(too_much(std::string(10'000, 'x'), 0, Limits{}));
}
}  // namespace
}  // namespace channels
