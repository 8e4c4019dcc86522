#include "base/encoding.hpp"

#include "base/hash.hpp"

TEST(Encoding, round_trips) {
    std::string bytes("\0\xff\x10 rapport", 11);
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
    EXPECT_EQ(from_base64("aGVs\r\n bG8"), "hello");
    EXPECT_FALSE(from_base64url("a+b"));
}

TEST(Encoding, knows_well_formed_utf8) {
    EXPECT_TRUE(is_utf8("Zoë 🍞 パン"));
    for (std::string_view wrong : {"\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "a\xe2\x82", "\x80"})
        EXPECT_FALSE(is_utf8(wrong));
    EXPECT_EQ(to_utf8("a\xff"
                      "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(to_utf8(std::string_view("a\0b", 3)), "ab");
    EXPECT_EQ(prefix("Zoë", 3), "Zo");
}

TEST(Encoding, finds_a_broken_byte_wherever_it_stands) {
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'a');
        EXPECT_TRUE(is_utf8(text.replace(at, 1, "é"))) << at;
        text.erase(at + 1, 1);
        EXPECT_FALSE(is_utf8(text)) << at;
    }
}

TEST(Hash, matches_published_vectors) {
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // RFC 4231, test case 2.
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
