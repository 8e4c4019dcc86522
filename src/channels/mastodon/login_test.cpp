#include "channels/mastodon/login.hpp"

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/mastodon/ground_test.hpp"
#include "net/url.hpp"

namespace channels::mastodon {
namespace {
class MastodonLogin : public InTown {
protected:
    MastodonLogin() {
        town.meddle([this](const net::Request& request) -> std::optional<net::Response> {
            if (request.path == "/api/v1/apps") {
                registered = request.body;
                return net::Response{.body = R"({"client_id":"id&1","client_secret":"shh"})"};
            }
            if (request.path == "/oauth/token") {
                exchanged = request.body;
                if (refuse)
                    return net::Response{
                        .status = 400,
                        .body = R"({"error":"invalid_grant","error_description":"The code has expired"})"};
                return net::Response{.body = R"({"access_token":"fresh","scope":"read"})"};
            }
            return std::nullopt;
        });
    }
    Authorise::Begun begin(const std::string& server) {
        ChannelConfig config{{}, "", {{"server", server}}, ""};
        return authorise.begin(config, "https://desk.example/api/authorisations/callback", "a state", around);
    }
    bool refuse = false;
    std::string registered, exchanged;
};

TEST_F(MastodonLogin, registers_itself_and_comes_back_with_a_token) {
    auto begun = begin(town.address());
    EXPECT_TRUE(
        begun.address.starts_with(town.address() + "/oauth/authorize?response_type=code&client_id=id%261&"));
    EXPECT_NE(begun.address.find("state=a%20state"), std::string::npos);
    EXPECT_NE(registered.find("redirect_uris=https%3A%2F%2Fdesk.example%2Fapi%2Fauthorisations%2Fcallback"),
              std::string::npos);
    auto verifier = json::text(json::value(begun.kept), "verifier");
    EXPECT_NE(begun.address.find("code_challenge=" + base64url(sha256(verifier))), std::string::npos);
    auto options = authorise.finish(begun.kept, {{"code", "42"}, {"state", "a state"}}, around);
    EXPECT_EQ(options["server"], town.address());
    EXPECT_EQ(options["access_token"], "fresh");
    EXPECT_EQ(options["account"], "@hello@town.example");
    EXPECT_NE(exchanged.find("code_verifier=" + verifier), std::string::npos);
}

TEST_F(MastodonLogin, tells_the_servers_own_words_when_it_fails) {
    auto begun = begin(town.address());
    auto denied = failure([&] {
        authorise.finish(begun.kept, {{"error", "access_denied"}, {"error_description", "The owner said no"}},
                         around);
    });
    ASSERT_TRUE(denied);
    EXPECT_NE(denied->text().find("The owner said no"), std::string::npos);
    refuse = true;
    auto expired = failure([&] { authorise.finish(begun.kept, {{"code", "42"}}, around); });
    ASSERT_TRUE(expired);
    EXPECT_NE(expired->text().find("The code has expired"), std::string::npos);
    EXPECT_TRUE(failure([&] { authorise.finish(begun.kept, {}, around); }));
}

TEST_F(MastodonLogin, understands_whatever_people_call_their_server) {
    for (auto* typed : {"town.example", "https://town.example/@ana", "@ana@town.example", " TOWN.example "})
        EXPECT_EQ(server_address(typed), "https://town.example") << typed;
    EXPECT_EQ(server_address("http://127.0.0.1:8001"), "http://127.0.0.1:8001");
    EXPECT_THROW(server_address(""), ChannelError);
}

TEST_F(MastodonLogin, what_is_no_such_server_is_told_apart) {
    town.meddle(
        [](const net::Request&) -> std::optional<net::Response> { return net::Response{.status = 404}; });
    auto error = failure([&] { begin(town.address()); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    EXPECT_TRUE(failure([&] { begin("http://127.0.0.1:1"); }));
}
}  // namespace
}  // namespace channels::mastodon
