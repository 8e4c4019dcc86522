#include "text/snippet.hpp"

#include "base/encoding.hpp"
#include "text/length.hpp"
#include "text/samples.hpp"

namespace text {
TEST(Snippet, is_one_line_cut_at_a_word) {
    EXPECT_EQ(snippet("No bread\n\n  again", 40), "No bread again");
    EXPECT_EQ(snippet("The bread was sold out again", 20), "The bread was sold…");
    EXPECT_EQ(snippet("", 10), "");
}

TEST(Snippet, never_is_longer_than_asked) {
    for (const auto& text : samples::glued(samples::scripts, 500)) {
        auto line = snippet(text, 12);
        EXPECT_LE(graphemes(line), 12u) << text;
        EXPECT_TRUE(is_utf8(line));
    }
}

TEST(Matches, finds_the_words_in_any_spelling) {
    EXPECT_EQ(matches("Zoë wants #Bread, breadless", {"zoe", "hashtag_bread"}),
              (std::vector<Range>{{0, 4}, {12, 17}}));
    EXPECT_EQ(matches("bread breads", {"brea*"}).size(), 2u);
}
}  // namespace text
