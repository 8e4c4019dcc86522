#include "text/length.hpp"

#include "text/samples.hpp"

namespace text {
TEST(Length, counts_characters_as_people_see_them) {
    EXPECT_EQ(graphemes(""), 0u);
    EXPECT_EQ(graphemes("Zoë"), 3u);
    EXPECT_EQ(graphemes("Zoe\xCC\x88"), 3u);
    EXPECT_EQ(graphemes("👩‍👩‍👧‍👦🇫🇷"), 2u);
    EXPECT_EQ(first_graphemes("👩‍👩‍👧‍👦🇫🇷a", 2), "👩‍👩‍👧‍👦🇫🇷");
    EXPECT_EQ(code_points("Zoë"), 3u);
}

TEST(Length, weighs_as_x_does) {
    EXPECT_EQ(weighted_length("bread"), 5u);
    EXPECT_EQ(weighted_length("パン"), 4u);
    EXPECT_EQ(weighted_length("👩‍👩‍👧‍👦"), 2u);
    EXPECT_EQ(weighted_length("see https://maison.example.com/a/very/long/path/indeed now"), 4u + 23u + 4u);
    EXPECT_EQ(weighted_length("e\xCC\x81"), 1u);
}

TEST(Length, takes_linear_time) {
    for (std::string_view piece :
         {"a", "\u0301", "👩‍", "🇫", "가", "http://a.co ", "\u0327\u0301", "\xf0"})
        EXPECT_TRUE(samples::grows_linearly(piece, [](const auto& text) { weighted_length(text); })) << piece;
}

TEST(Length, survives_any_bytes) {
    for (const auto& bytes : samples::glued(samples::scripts, 500)) {
        EXPECT_LE(first_graphemes(bytes, 3).size(), bytes.size());
        weighted_length(bytes);
    }
}
}  // namespace text
