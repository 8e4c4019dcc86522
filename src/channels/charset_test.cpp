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

TEST(Charset, the_letters_tell_when_there_are_enough_of_them) {
    EXPECT_EQ(
        guess_charset(
            "\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xFB \xF5\xEE\xF2\xE8\xEC \xEA\xF3\xEF\xE8\xF2\xFC "
            "\xF1\xE2\xE5\xE6\xE8\xE9 "
            "\xF5\xEB\xE5\xE1 \xE8 \xE1\xF3\xEB\xEA\xE8, \xEF\xEE\xF2\xEE\xEC\xF3 \xF7\xF2\xEE "
            "\xE2\xF7\xE5\xF0\xE0 "
            "\xE2 \xE2\xE0\xF8\xE5\xE9 \xEF\xE5\xEA\xE0\xF0\xED\xE5 \xF3\xE6\xE5 \xED\xE8\xF7\xE5\xE3\xEE "
            "\xED\xE5 \xE1\xFB\xEB\xEE"),
        "windows-1251");
    EXPECT_EQ(guess_charset("\x1b$B$Q$s\x1b(B"), "iso-2022-jp");
}

TEST(Charset, of_a_mail_the_bytes_are_believed_more_than_their_label) {
    EXPECT_EQ(from_charset("Caf\xE9 \x93so\x94", "iso-8859-1"), "Café “so”");
    EXPECT_EQ(from_charset("Caf\xC3\xA9", "iso-8859-1"), "Café");
    EXPECT_EQ(from_charset("Caf\xE9", "utf-8"), "Café");
    EXPECT_EQ(from_charset("Caf\xE9", "x-unknown"), "Café");
    EXPECT_EQ(from_charset("\x1b$B$Q$s\x1b(B", "iso-2022-jp"), "ぱん");
    EXPECT_EQ(from_charset("\xC4\xE3\xBA\xC3", "gb2312"), "你好");
    EXPECT_EQ(from_charset("Hi +AOk-", "utf-7"), "Hi é");
}
