#include "channels/charset.hpp"

using namespace channels;

TEST(Charset, labels_mean_what_browsers_take_them_for) {
    EXPECT_EQ(transcode("caf\xE9 \x80", "ISO-8859-1"), "café €");
    EXPECT_EQ(transcode("\x83\x70\x83\x93", "shift_jis"), "パン");
    EXPECT_EQ(transcode("\xC8\xED", "windows-1251"), "Ин");
    EXPECT_FALSE(known_charset("utf-7"));
    EXPECT_FALSE(known_charset("no-such-charset"));
}

TEST(Charset, a_character_cut_between_two_pieces_is_put_together) {
    Transcoder transcoder("utf-8");
    EXPECT_EQ(transcoder.convert("\xEF\xBB\xBF"
                                 "caf\xC3"),
              "caf");
    EXPECT_EQ(transcoder.convert("\xA9"), "é");
    EXPECT_EQ(transcoder.convert("\xC3", true), "\xEF\xBF\xBD");
}

TEST(Charset, ill_formed_bytes_become_the_replacement_character) {
    EXPECT_EQ(transcode(std::string_view("a\xFF\0b", 4), "utf-8"),
              "a\xEF\xBF\xBD"
              "b");
}

TEST(Charset, bytes_that_do_not_say_are_guessed) {
    EXPECT_EQ(guess_charset("caf\xC3\xA9"), "utf-8");
    EXPECT_EQ(guess_charset("caf\xC3"), "utf-8");
    EXPECT_EQ(guess_charset("caf\xE9 cr\xE8me"), "windows-1252");
    EXPECT_EQ(guess_charset(std::string_view("i\0d\0,\0t\0e\0x\0t\0", 14)), "utf-16le");
    EXPECT_EQ(guess_charset(std::string_view("\xFE\xFF\0i", 4)), "utf-16be");
}
