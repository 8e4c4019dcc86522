#include "text/same_words.hpp"

using text::same_words;

TEST(SameWords, what_a_network_does_to_a_text_does_not_count) {
    EXPECT_TRUE(same_words("@ana@town.example  Yes,\n\nat eight.", "@ana Yes, at eight."));
    EXPECT_TRUE(same_words("@Ana@town.example: yes", "@ana yes"));
    EXPECT_TRUE(same_words("See https://maison.example/menu", "See https://maison.example/menu"));
    EXPECT_TRUE(
        same_words("Pain \xC3\xA0 l\xE2\x80\x99"
                   "ancienne",
                   "pain a\xCC\x80 l\xE2\x80\x99"
                   "ancienne"));
}

TEST(SameWords, other_words_do) {
    EXPECT_FALSE(same_words("Yes, at eight.", "Yes, at nine."));
    EXPECT_FALSE(same_words("@ana yes", "@ben yes"));
    EXPECT_FALSE(same_words("yes", ""));
    EXPECT_FALSE(same_words("\xF0\x9F\x8D\x9E", "\xF0\x9F\x8E\x82"));
    EXPECT_TRUE(same_words("\xF0\x9F\x8D\x9E", " \xF0\x9F\x8D\x9E"));
}

TEST(SameWords, a_word_after_an_address_is_not_swallowed) {
    EXPECT_FALSE(same_words("ana@town.example", "ana@village.example"));
    EXPECT_FALSE(same_words("@ana@town.example bread", "@ana@town.example cake"));
}
