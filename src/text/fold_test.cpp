#include "text/fold.hpp"

#include "base/encoding.hpp"
#include "base/random.hpp"
#include "text/samples.hpp"
#include "text/utf8.hpp"

using text::collapse;
using text::fold;

TEST(Fold, brings_spellings_of_a_word_together) {
    EXPECT_EQ(fold("Zoë"), "zoe");
    EXPECT_EQ(fold("ＺＯＥ"), "zoe");
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("CAFÉ"), fold("cafe\u0301"));
    EXPECT_EQ(fold("Łódź, Ærøskøbing"), "lodz, aeroskobing");
    EXPECT_EQ(fold("ΟΔΌΣ"), fold("οδός"));
    EXPECT_EQ(fold("Ёлка"), "елка");
    EXPECT_EQ(fold("İstanbul ISPARTA ısı"), "istanbul isparta isi");
    EXPECT_EQ(fold("ﬁﬂ①"), "fifl1");
}

TEST(Fold, drops_marks_that_are_left_out_in_writing) {
    EXPECT_EQ(fold("السَّلَامُ"), "السلام");
    EXPECT_EQ(fold("أحمد"), "احمد");
    EXPECT_EQ(fold("ســـلام"), "سلام");
    EXPECT_EQ(fold("שָׁלוֹם"), "שלום");
    EXPECT_EQ(fold("z̷̧̢a̴̡l̸g̵o̶"), "zalgo");
}

TEST(Fold, keeps_marks_that_make_another_word) {
    EXPECT_EQ(fold("हिन्दी"), "हिन्दी");
    EXPECT_EQ(fold("น้ำ"), fold("น้ำ"));
    EXPECT_NE(fold("น้ำ"), fold("นำ"));
    EXPECT_EQ(fold("が"), fold("か\u3099"));
    EXPECT_NE(fold("が"), fold("か"));
    EXPECT_EQ(fold("ｶﾞ"), "ガ");
    EXPECT_EQ(fold("한국"), "한국");
}

TEST(Fold, folding_twice_changes_nothing_for_any_character) {
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        std::string one = "a";
        text::append(one, c);
        std::string once = fold(one);
        ASSERT_EQ(fold(once), once) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(Fold, gives_valid_text_for_any_bytes) {
    for (const std::string& bytes : text::samples::random_bytes(2'000)) {
        std::string once = fold(bytes);
        ASSERT_TRUE(is_utf8(once));
        ASSERT_EQ(fold(once), once);
    }
}

TEST(Fold, takes_linear_time) {
    for (std::string_view piece :
         {"\u1DC2\u1DC4", "\u0327\u0301", "あ\u3099\u302A", "가", "ᄀ", "\u0F71\u0F72", "ﷺ"})
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& text) { fold(text); })) << piece;
}

TEST(Collapse, leaves_one_space_between_words) {
    EXPECT_EQ(collapse("  a\t\r\n b\u00A0\u2003c\u2028 "), "a b c");
    EXPECT_EQ(collapse(""), "");
    EXPECT_EQ(collapse(" \n "), "");
    EXPECT_EQ(collapse("a\xff"), "a\uFFFD");
}
