#include "channels/bluesky/session.hpp"

#include "channels/bluesky/ground_test.hpp"

namespace channels::bluesky {
namespace {
class BlueskySession : public InTown {
protected:
    // A channel whose secrets are stored as the courier stores them.
    ChannelConfig kept() {
        auto config = town.config();
        config.renew = [this](const auto& change) {
            if (stored.empty()) stored = {{"password", "aaaa-bbbb"}};
            stored = change(stored);
            ++renewals;
            return stored;
        };
        for (const auto& [key, value] : stored) config.options[key] = value;
        return config;
    }
    // From now on an access token is worth nothing, but for the newest.
    void expire() {
        town.meddle([this](const net::Request& request) -> std::optional<net::Response> {
            auto bearer = std::string(request.headers.get("Authorization"));
            if (bearer == "Bearer access-1") return Town::refusal(400, "ExpiredToken", "Token has expired");
            if (refuse_refresh && request.path == "/xrpc/com.atproto.server.refreshSession")
                return Town::refusal(400, "ExpiredToken", "Token has been revoked");
            if (refuse_password && request.path == "/xrpc/com.atproto.server.createSession")
                return Town::refusal(401, refuse_password, "Invalid identifier or password");
            return std::nullopt;
        });
    }
    Secrets stored;
    int renewals = 0;
    bool refuse_refresh = false;
    const char* refuse_password = nullptr;
};

TEST_F(BlueskySession, is_kept_and_used_again) {
    Connected(kept(), around).probe(1);
    EXPECT_EQ(Tokens::read(stored["session"])->access, "access-1");
    Connected(kept(), around).probe(1);
    EXPECT_EQ(town.requests("com.atproto.server.createSession").size(), 1u);
    EXPECT_EQ(town.requests("app.bsky.notification.listNotifications").at(1).headers.get("Authorization"),
              "Bearer access-1");
}

TEST_F(BlueskySession, renews_itself_and_keeps_what_it_got) {
    Connected(kept(), around).probe(1);
    expire();
    Connected(kept(), around).probe(1);
    EXPECT_EQ(town.requests("com.atproto.server.refreshSession").at(0).headers.get("Authorization"),
              "Bearer refresh-1");
    EXPECT_EQ(Tokens::read(stored["session"])->refresh, "refresh-2");
    EXPECT_EQ(town.requests("com.atproto.server.createSession").size(), 1u);
}

// A refresh token is worth something once: whoever comes second takes what the first got.
TEST_F(BlueskySession, is_renewed_by_one_for_all) {
    Connected(kept(), around).probe(1);
    Connected one(kept(), around), other(kept(), around);
    expire();
    one.probe(1);
    other.probe(1);
    EXPECT_EQ(town.requests("com.atproto.server.refreshSession").size(), 1u);
}

TEST_F(BlueskySession, that_has_ended_begins_anew_with_the_password) {
    Connected(kept(), around).probe(1);
    refuse_refresh = true;
    expire();
    Connected(kept(), around).probe(1);
    EXPECT_EQ(town.requests("com.atproto.server.createSession").size(), 2u);
}

TEST_F(BlueskySession, whose_password_was_revoked_asks_for_a_new_one) {
    Connected(kept(), around).probe(1);
    refuse_refresh = true, refuse_password = "AuthenticationRequired";
    expire();
    auto error = failure([&] { Connected(kept(), around).probe(1); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::reauthorise);
    EXPECT_EQ(error->field(), "password");
    refuse_password = "AuthFactorTokenRequired";
    error = failure([&] { Connected(kept(), around).probe(1); });
    ASSERT_TRUE(error);
    EXPECT_NE(error->text().find("account's own password"), std::string::npos);
    refuse_password = "AccountTakedown";
    error = failure([&] { Connected(kept(), around).probe(1); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::gone);
}

TEST_F(BlueskySession, goes_on_at_the_server_that_keeps_the_account) {
    auto document =
        *json::parse(R"({"service":[{"id":"#other","type":"X","serviceEndpoint":"https://x.example"},
        {"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example/"}]})");
    EXPECT_EQ(pds_of(document), "https://pds.example");
    EXPECT_EQ(pds_of(json::object{}), "");
}

TEST_F(BlueskySession, tokens_go_into_a_text_and_back) {
    Tokens made{"did:plc:hello", "hello.town.example", "https://pds.example", "a", "r", "key", "client",
                "token"};
    EXPECT_EQ(Tokens::read(made.text())->text(), made.text());
    EXPECT_FALSE(Tokens::read("aaaa-bbbb"));
    EXPECT_FALSE(Tokens::read("{}"));
}
}  // namespace
}  // namespace channels::bluesky
