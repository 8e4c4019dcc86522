#include "channels/mastodon/claims.hpp"

#include "channels/mastodon/codec.hpp"

namespace channels::mastodon {
namespace {
using Kind = model::Claim::Kind;
using Claims = std::vector<model::Claim>;

json::value field(std::string value, json::value verified_at = nullptr) {
    return {{"fields",
             {{{"name", "Home"}, {"value", std::move(value)}, {"verified_at", std::move(verified_at)}}}}};
}

TEST(MastodonClaims, a_link_of_the_profile_is_checked_when_the_server_says_so) {
    auto link = R"(<a href="https://ana.example/" rel="me">ana.example</a>)";
    EXPECT_EQ(claims(field(link, "2026-11-27T10:07:50Z")),
              (Claims{{Kind::rel_me, "https://ana.example/", true}}));
    EXPECT_EQ(claims(field(link)), (Claims{{Kind::rel_me, "https://ana.example/", false}}));
    EXPECT_EQ(claims(field(link, "")), (Claims{{Kind::rel_me, "https://ana.example/", false}}));
}

TEST(MastodonClaims, of_two_links_nobody_knows_which_was_checked) {
    auto both = R"(<a href="https://ana.example/">a</a> <a href="https://bank.example/">b</a>)";
    for (const auto& each : claims(field(both, "2026-11-27T10:07:50Z")))
        EXPECT_FALSE(each.verified) << each.says;
}

TEST(MastodonClaims, what_the_words_name_is_less_than_a_link) {
    json::value account{
        {"note", R"(<p>Baker, ana@customer.org and @ana@town.org. <a href="https://x.example/@ana">x</a>
        <a href="https://t.example/tags/rye">#rye</a></p>)"}};
    auto found = claims(account);
    for (const auto& each : found) EXPECT_TRUE(each.kind == Kind::bio && !each.verified) << each.says;
    std::vector<std::string> said;
    for (const auto& each : found) said.push_back(each.says);
    EXPECT_EQ(said,
              (std::vector<std::string>{"https://x.example/@ana", "ana@customer.org", "@ana@town.org"}));
    EXPECT_EQ(claims(field("ana@customer.org", "2026-11-27T10:07:50Z")),
              (Claims{{Kind::bio, "ana@customer.org", false}}))
        << "words are not what a server checks";
}

TEST(MastodonClaims, hostile_profiles_say_little_and_harm_nothing) {
    json::array many;
    for (int n = 0; n < 100; ++n)
        many.push_back(json::object{{"value", fmt::format(R"(<a href="https://{}.example/">x</a>)", n)}});
    EXPECT_LE(claims(json::object{{"fields", many}}).size(), 8u);
    EXPECT_TRUE(claims(field("<a href=\"javascript:alert(1)\">x</a>", "2026")).empty());
    EXPECT_TRUE(claims(json::object{{"fields", "none"}, {"note", 7}}).empty());
    EXPECT_TRUE(claims(field("<a href=\"https://" + std::string(600, 'a') + ".example/\">x</a>")).empty());
    EXPECT_TRUE(claims(nullptr).empty());
}

TEST(MastodonClaims, go_with_the_author) {
    json::value account{{"acct", "ana"}, {"note", "Also ana@customer.org"}};
    EXPECT_EQ(mastodon::account(account, {"t.example", "", ""}).claims,
              (Claims{{Kind::bio, "ana@customer.org", false}}));
}
}  // namespace
}  // namespace channels::mastodon
