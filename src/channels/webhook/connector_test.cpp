#include "channels/webhook/connector.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "base/random.hpp"
#include "net/host_test.hpp"
#include "net/webhook.hpp"

namespace channels::webhook {
namespace {
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class NoPause final : public Pause {
public:
    void wait(std::int64_t) override {}
    void stop() override { stopped_ = true; }
    bool stopped() const override { return stopped_; }

private:
    bool stopped_ = false;
};

// The system's side, which does what the test says with one request.
class WebhookChannel : public testing::Test {
protected:
    // Answers each request like this; "" closes the line when the request has been read.
    void answer(std::string with) {
        host.emplace([this, with](net::test::Talk& talk) {
            auto head = talk.until("\r\n\r\n");
            auto at = head.find("Content-Length: ");
            auto size = at == head.npos ? 0 : std::stoul(head.substr(at + 16));
            auto body = talk.bytes(size);
            {
                std::lock_guard lock(mutex);
                heads.push_back(head), bodies.push_back(body);
            }
            talk.say(with);
        });
        config.options["answer_url"] = "http://127.0.0.1:" + std::to_string(host->port()) + "/answers";
    }
    static std::string status(std::string_view line, std::string_view more = "") {
        return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: 0\r\nConnection: close\r\n\r\n", line, more);
    }
    std::unique_ptr<Called> open() {
        return std::make_unique<Called>(config, around, std::make_unique<NoPause>());
    }
    std::optional<ChannelError> refused(std::string with) {
        answer(std::move(with));
        try {
            open()->send(letter);
            return std::nullopt;
        } catch (const ChannelError& error) {
            EXPECT_FALSE(error.text().empty());
            return error;
        }
    }
    std::string header(std::string_view name) {
        std::lock_guard lock(mutex);
        auto start = heads.back().find(fmt::format("\r\n{}: ", name));
        if (start == std::string::npos) return "";
        start += name.size() + 4;
        return heads.back().substr(start, heads.back().find("\r\n", start) - start);
    }

    ManualClock clock{*Time::parse("2026-10-14T06:30:00Z")};
    SeededRandom random{7};
    net::HttpOptions trust{.guard = {.allowed_ranges = {"127.0.0.0/8"}}};
    std::unique_ptr<net::Http> http = net::make_http(trust);
    std::unique_ptr<net::Mailer> mailer = net::make_mailer(trust);
    Surroundings around{clock, random, *http, *mailer, trust};
    ChannelConfig config{Id{1}, "Shop", {{"place", "shop.example"}, {"secret", secret}}, {}};
    model::Outgoing letter{.idempotency_key = "77",
                           .message = {},
                           .to = {"webhook", "42@shop.example", "Zoë"},
                           .text = "It comes today.",
                           .reply_to = "o-7",
                           .references = {"o-6", "o-7"},
                           .sent_at = {1'792'000'000'000},
                           .attachments = {{.name = "a.txt", .media_type = "text/plain", .bytes = "bread"}}};
    std::mutex mutex;
    std::vector<std::string> heads, bodies;
    std::optional<net::test::Host> host;
};

net::Request call(std::string body, Time at, std::string_view with = secret) {
    net::Request made{.method = net::Method::post, .body = std::move(body)};
    net::webhook::sign(made.headers, std::vector{std::string(with)}, "m1", at, made.body);
    return made;
}
}  // namespace

TEST_F(WebhookChannel, what_is_pushed_comes_in_and_again_is_the_same) {
    auto request = call(R"({"author":{"handle":"42"},"text":"Hello"})", clock.now());
    for (int n = 0; n < 2; ++n) {
        auto pushed = take(request, config, around);
        EXPECT_EQ(pushed.id, "m1");
        ASSERT_EQ(pushed.batch.items.size(), 1u);
        EXPECT_EQ(pushed.batch.items[0].remote_id, "m1");
    }
}

TEST_F(WebhookChannel, only_who_holds_a_good_secret_is_heard) {
    auto refuses = [&](const net::Request& request) {
        try {
            take(request, config, around);
            return false;
        } catch (const Error&) {
            return true;
        }
    };
    auto body = R"({"author":{"handle":"42"},"text":"Hello"})";
    EXPECT_TRUE(refuses(call(body, clock.now(), "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0cw==")));
    EXPECT_TRUE(refuses(call(body, clock.now() - 6 * minute_ms)));
    EXPECT_FALSE(refuses(call(body, clock.now())));
    auto renewed = net::webhook::Keys{.secret = secret}.renewed(random, clock.now());
    for (auto& [key, value] : renewed.kept()) config.options[key] = value;
    EXPECT_FALSE(refuses(call(body, clock.now())));
    EXPECT_FALSE(refuses(call(body, clock.now(), renewed.secret)));
    clock.advance(day_ms);
    EXPECT_TRUE(refuses(call(body, clock.now())));
    EXPECT_FALSE(refuses(call(body, clock.now(), renewed.secret)));
    config.options.erase("secret"), config.options.erase("former");
    EXPECT_TRUE(refuses(call(body, clock.now(), "")));
}

TEST_F(WebhookChannel, an_answer_is_posted_and_signed_under_the_id_of_the_message) {
    answer(status("204 No Content"));
    auto receipt = open()->send(letter);
    EXPECT_EQ(receipt.state, Receipt::State::sent);
    EXPECT_EQ(receipt.remote_id, "77");
    net::Headers headers{{"webhook-id", header("webhook-id")},
                         {"webhook-timestamp", header("webhook-timestamp")},
                         {"webhook-signature", header("webhook-signature")}};
    EXPECT_EQ(net::webhook::verified(headers, bodies.back(), std::vector{secret}, clock.now()), "77");
    EXPECT_EQ(header("Content-Type"), "application/json");
    auto said = json::parse(bodies.back());
    ASSERT_TRUE(said);
    EXPECT_EQ(json::text(*said, "type"), "answer");
    const auto& data = *json::find(*said, {"data"});
    EXPECT_EQ(json::text(data, "id"), "77");
    EXPECT_EQ(json::text(*json::find(data, {"to"}), "handle"), "42");
    EXPECT_EQ(json::text(data, "text"), "It comes today.");
    EXPECT_EQ(json::text(data, "reply_to"), "o-7");
    EXPECT_EQ(json::text(json::list(data, "attachments").at(0), "content"), base64("bread"));
    EXPECT_EQ(bodies.back().find(secret), std::string::npos);
}

TEST_F(WebhookChannel, each_refusal_means_something) {
    using enum Fault;
    EXPECT_EQ(refused(status("410 Gone"))->fault(), gone);
    EXPECT_EQ(refused(status("500 Oops"))->fault(), retry_later);
    EXPECT_EQ(refused(status("401 No"))->fault(), rejected);
    EXPECT_EQ(refused(status("404 No"))->fault(), rejected);
    EXPECT_EQ(refused(status("307 There", "Location: http://127.0.0.1/\r\n"))->fault(), rejected);
    auto busy = refused(status("429 Slowly", "Retry-After: 120\r\n"));
    EXPECT_EQ(busy->fault(), retry_later);
    EXPECT_EQ(busy->retry_at(), clock.now() + 120 * second_ms);
    EXPECT_FALSE(refused(status("202 Accepted")));
}

TEST_F(WebhookChannel, a_line_that_drops_after_the_body_leaves_it_open) {
    answer("");
    auto receipt = open()->send(letter);
    EXPECT_EQ(receipt.state, Receipt::State::unknown);
    EXPECT_FALSE(receipt.text.empty());
    EXPECT_EQ(open()->look_for(letter), Sighting::cannot_tell);
}

TEST_F(WebhookChannel, a_place_that_is_not_there_was_surely_not_reached) {
    config.options["answer_url"] = "http://127.0.0.1:1/";
    EXPECT_THROW(open()->send(letter), ChannelError);
    EXPECT_THROW(open()->probe(3), ChannelError);
    config.options["answer_url"] = "http://10.0.0.1/";
    try {
        open()->send(letter);
        FAIL();
    } catch (const ChannelError& error) {
        EXPECT_EQ(error.fault(), Fault::rejected);
        EXPECT_EQ(error.field(), "answer_url");
    }
}

TEST_F(WebhookChannel, without_an_answer_address_it_only_hears) {
    EXPECT_THROW(open()->send(letter), ChannelError);
    EXPECT_TRUE(open()->probe(3).empty());
}

TEST_F(WebhookChannel, a_probe_sends_nothing_that_could_be_kept) {
    answer(status("405 Not so"));
    open()->probe(3);
    EXPECT_TRUE(heads.back().starts_with("HEAD "));
    EXPECT_EQ(bodies.back(), "");
}

TEST_F(WebhookChannel, reading_waits_and_brings_nothing) {
    auto called = open();
    auto first = called->next({});
    EXPECT_FALSE(first.next.text.empty());
    EXPECT_EQ(called->next(first.next).next, first.next);
    EXPECT_TRUE(first.items.empty());
    Called real(config, around);
    std::thread waiting([&] { real.next(first.next); });
    real.stop();
    waiting.join();
}
}  // namespace channels::webhook
