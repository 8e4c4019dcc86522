#include "channels/chat/signed_user.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace channels::chat {
namespace {
constexpr std::string_view secret = "the oven is hot at four";
const Time now = *Time::parse("2026-10-14T06:30:00Z");

std::string proof(const std::string& claims, std::string_view key = secret) {
    auto payload = base64url(claims);
    return payload + "." + hex(hmac_sha256(key, payload));
}
std::string claims(const std::string& more, std::int64_t seconds = 600) {
    return fmt::format(R"({{"expires":{}{}}})", now.ms / second_ms + seconds, more);
}
std::string why_not(const std::string& word, std::string_view key = secret) {
    try {
        signed_user(word, key, now);
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::forbidden);
        return error.text();
    }
}

TEST(SignedUser, is_who_the_site_says) {
    auto ana = signed_user(proof(claims(R"(,"user":"4711","name":" Ana  Lima ","email":"Ana@X.Example")")),
                           secret, now);
    EXPECT_EQ(ana.user, "4711");
    EXPECT_EQ(ana.name, "Ana Lima");
    EXPECT_EQ(ana.email, "ana@x.example");
}

TEST(SignedUser, needs_no_name_and_no_mail_address) {
    auto somebody = signed_user(proof(claims(R"(,"user":"4711")")), secret, now);
    EXPECT_EQ(somebody.name + somebody.email, "");
}

// A vector made with another program: printf PAYLOAD | openssl dgst -sha256 -hmac SECRET
TEST(SignedUser, is_signed_as_other_programs_sign) {
    auto word =
        "eyJ1c2VyIjoiNDcxMSIsImV4cGlyZXMiOjE3OTE5NjAwMDB9."
        "53ecd0d94f4cdbb184472d59fc2bbf69e8e0dc9e7a612bcafe9c13e48b66a3d1";
    EXPECT_EQ(signed_user(word, secret, now).user, "4711");
}

TEST(SignedUser, of_another_secret_or_a_changed_word_is_nobody) {
    auto good = proof(claims(R"(,"user":"4711")"));
    EXPECT_EQ(why_not(good), "");
    EXPECT_NE(why_not(good, "another secret of the house"), "");
    EXPECT_NE(why_not(good, ""), "");
    EXPECT_NE(why_not(proof(claims(R"(,"user":"4711")"), "")), "");
    for (std::size_t at : {std::size_t{3}, good.size() - 3}) {
        auto changed = good;
        changed[at] = changed[at] == 'a' ? 'b' : 'a';
        EXPECT_NE(why_not(changed), "") << changed;
    }
    EXPECT_NE(why_not(good.substr(0, good.size() - 1)), "");
    EXPECT_NE(why_not(good.substr(0, good.find('.') + 1)), "");
}

TEST(SignedUser, holds_until_it_expires_and_not_for_ever) {
    EXPECT_EQ(why_not(proof(claims(R"(,"user":"4711")", 1))), "");
    EXPECT_NE(why_not(proof(claims(R"(,"user":"4711")", 0))), "");
    EXPECT_NE(why_not(proof(claims(R"(,"user":"4711")", 40 * 86'400))), "");
    EXPECT_NE(why_not(proof(R"({"user":"4711"})")), "");
}

TEST(SignedUser, that_cannot_be_one_is_refused_in_a_sentence) {
    for (auto* more : {"", R"(,"user":"")", R"(,"user":4711)", R"(,"user":"a b")", R"(,"user":"a@b")",
                       R"(,"user":"1","email":"nobody")"})
        EXPECT_NE(why_not(proof(claims(more))), "") << more;
    for (auto* word : {"", ".", "x", "x.y"}) EXPECT_NE(why_not(word), "") << word;
    EXPECT_NE(why_not(proof("[]")), "");
    EXPECT_NE(why_not(proof("\xff")), "");
    EXPECT_NE(why_not(proof(std::string(5'000, 'x'))), "");
}
}  // namespace
}  // namespace channels::chat
