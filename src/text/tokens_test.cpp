#include "text/tokens.hpp"

#include "base/encoding.hpp"
#include "text/fold.hpp"
#include "text/samples.hpp"

using testing::ElementsAre;
using text::search_document;
using text::search_words;

static std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (text::Token& token : text::tokens(text)) out.push_back(std::move(token.folded));
    return out;
}

TEST(Tokens, of_plain_text_are_lower_case_words_with_their_place) {
    EXPECT_EQ(text::tokens("No bread, again!"),
              (std::vector<text::Token>{{"no", 0, 2}, {"bread", 3, 8}, {"again", 10, 15}}));
    EXPECT_EQ(text::tokens("Zoë!").at(0), (text::Token{"zoe", 0, 4}));
    EXPECT_TRUE(text::tokens("").empty());
    EXPECT_TRUE(text::tokens(" …!?🍞 ").empty());
}

TEST(Tokens, part_at_apostrophes_and_dots_alike_in_every_script) {
    EXPECT_THAT(words("L'orange don't town.example"),
                ElementsAre("l", "orange", "don", "t", "town", "example"));
    EXPECT_THAT(words("L’été d’Antoinette"), ElementsAre("l", "ete", "d", "antoinette"));
}

TEST(Tokens, keep_names_with_underscores_whole_but_not_emphasis) {
    EXPECT_THAT(words("@ana_b _really_ __"), ElementsAre("ana_b", "really"));
    EXPECT_THAT(words("@ana_b _vraiment_ é __"), ElementsAre("ana_b", "vraiment", "e"));
}

TEST(Tokens, part_scripts_without_spaces) {
    EXPECT_THAT(words("東京都に住んでいます"), testing::Contains("東京"));
    EXPECT_GT(words("私はパンが好きです").size(), 3u);
    EXPECT_THAT(words("我喜欢面包"), testing::Contains("面包"));
    EXPECT_THAT(words("ฉันชอบกินขนมปัง"), testing::Contains("ขนมปัง"));
    EXPECT_THAT(words("breadパンbrot"), ElementsAre("bread", "パン", "brot"));
}

TEST(Tokens, keep_words_of_scripts_with_spaces_whole) {
    EXPECT_THAT(words("सुप्रभात दुनिया"), ElementsAre("सुप्रभात", "दुनिया"));
    EXPECT_THAT(words("السَّلَامُ عليكم"), ElementsAre("السلام", "عليكم"));
    EXPECT_THAT(words("שָׁלוֹם עולם"), ElementsAre("שלום", "עולם"));
    EXPECT_THAT(words("Доброе утро"), ElementsAre("доброе", "утро"));
    EXPECT_THAT(words("좋은 아침"), ElementsAre("좋은", "아침"));
    EXPECT_THAT(words("می‌خواهم"), ElementsAre(text::fold("می‌خواهم")));
}

TEST(Tokens, of_ascii_are_the_same_on_the_short_way_and_on_the_long_way) {
    for (std::string_view text : {"a b_c _d_ 3.14 don't", "#one@two", "__ x__", "ftp://a/b?c=d"}) {
        auto expected = words(text);
        expected.push_back("e");
        EXPECT_EQ(words(std::string(text) + " é"), expected);
    }
}

TEST(Tokens, never_hold_what_a_search_engine_could_misread) {
    for (const std::string& text : text::samples::glued(text::samples::scripts, 2'000)) {
        std::size_t last = 0;
        for (const text::Token& token : text::tokens(text)) {
            ASSERT_TRUE(is_utf8(token.folded));
            ASSERT_FALSE(token.folded.empty());
            ASSERT_LE(token.folded.size(), 64u);
            ASSERT_EQ(token.folded.find_first_of(" \t\n\"'*():&|!<>^+-\\@#./"), std::string::npos);
            ASSERT_LE(last, token.begin);
            ASSERT_LT(token.begin, token.end);
            last = token.end;
        }
    }
}

TEST(Tokens, of_noise_are_harmless) {
    for (const std::string& bytes : text::samples::random_bytes(2'000)) {
        ASSERT_TRUE(is_utf8(search_document(bytes)));
        search_words(bytes);
    }
}

TEST(Tokens, cut_what_is_too_long_to_be_a_word) {
    EXPECT_EQ(words(std::string(1'000, 'a')), (std::vector{std::string(64, 'a')}));
    EXPECT_EQ(words("é" + std::string(1'000, 'a')).at(0).size(), 64u);
}

TEST(Tokens, take_linear_time) {
    for (std::string_view piece : {"a", "_", "あ", "漢字", "ก", "ກ", "က", "ក", "가", "e\u0301", "\u0301",
                                   "👩‍", "#", "#a@", "é_", "\xf0"})
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& text) { search_document(text); }))
            << piece;
}

TEST(SearchDocument, finds_tags_and_handles_with_their_sign_and_without) {
    EXPECT_EQ(search_document("More #Bread for @Ana_B!"), "more hashtag_bread bread for handle_ana_b ana_b");
    EXPECT_EQ(search_document("Plus de #Brioché ＠zoë"), "plus de hashtag_brioche brioche handle_zoe zoe");
    EXPECT_THAT(search_words("#Bread"), ElementsAre("hashtag_bread"));
    EXPECT_THAT(search_words("bread"), ElementsAre("bread"));
    EXPECT_EQ(search_document("write to ana@town.example"), "write to ana town example");
}

TEST(SearchWords, come_once_each_in_the_order_typed) {
    EXPECT_THAT(search_words("Pain pain \"PÂTE\" AND pain*"), ElementsAre("pain", "pate", "and"));
    EXPECT_THAT(search_words("  "), ElementsAre());
}

TEST(SearchWords, of_a_word_are_what_its_document_holds) {
    for (std::string_view word : {"Zoë", "パン", "ขนมปัง", "दुनिया", "السَّلَامُ", "#été"})
        for (const std::string& wanted : search_words(word))
            EXPECT_THAT(" " + search_document("x " + std::string(word)) + " ",
                        testing::HasSubstr(" " + wanted + " "));
}
