#include "net/webhook.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace net::webhook {
namespace {
// The example of the specification's own libraries.
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek", body = R"({"test": 2432232314})";
constexpr Time at{1'614'265'330'000};
constexpr std::string_view fits = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

Headers headers(std::string_view signatures, std::string_view when = "1614265330") {
    return {{"webhook-id", std::string(id)},
            {"webhook-timestamp", std::string(when)},
            {"webhook-signature", std::string(signatures)}};
}

std::string refused(const Headers& given, Time now = at, std::string_view content = body) {
    try {
        verified(given, content, std::vector{secret}, now);
        return "";
    } catch (const Error& error) {
        EXPECT_FALSE(error.text().empty());
        return std::string(name(error.code())) + " " + error.field();
    }
}
}  // namespace

TEST(Webhook, signs_as_the_example_of_the_specification) {
    EXPECT_EQ(signature(secret, id, at, body), fits);
    EXPECT_EQ(verified(headers(fits), body, std::vector{secret}, at), id);
}

TEST(Webhook, takes_one_good_signature_among_several) {
    std::string others = "v1,AAAA v1a,BBBB v2,CCCC ";
    EXPECT_EQ(refused(headers(others + std::string(fits))), "");
    EXPECT_EQ(refused(headers(std::string(fits) + " " + others)), "");
    EXPECT_EQ(refused(headers(others)), "unauthenticated webhook-signature");
}

TEST(Webhook, refuses_whatever_was_changed) {
    EXPECT_EQ(refused(headers(fits), at, R"({"test": 2432232315})"), "unauthenticated webhook-signature");
    EXPECT_EQ(refused(headers(fits, "1614265331")), "unauthenticated webhook-signature");
    auto other = headers(fits);
    other.set("webhook-id", "msg_other");
    EXPECT_EQ(refused(other), "unauthenticated webhook-signature");
    EXPECT_EQ(refused(headers(fits.substr(3))), "unauthenticated webhook-signature");
    EXPECT_EQ(refused(headers("v2," + std::string(fits.substr(3)))), "unauthenticated webhook-signature");
}

TEST(Webhook, refuses_what_is_old_or_comes_from_the_future) {
    EXPECT_EQ(refused(headers(fits), at + 5 * minute_ms), "");
    EXPECT_EQ(refused(headers(fits), at - 5 * minute_ms), "");
    EXPECT_EQ(refused(headers(fits), at + 5 * minute_ms + 1), "bad_request webhook-timestamp");
    EXPECT_EQ(refused(headers(fits), at - 5 * minute_ms - 1), "bad_request webhook-timestamp");
    for (auto* when : {"soon", "-1", "1614265330.5", "", "1e9", "99999999999999999999"})
        EXPECT_EQ(refused(headers(fits, when)), "bad_request webhook-timestamp") << when;
}

TEST(Webhook, names_the_header_that_is_missing) {
    for (auto* missing : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
        auto given = headers(fits);
        given.set(missing, "");
        EXPECT_EQ(refused(given), std::string("bad_request ") + missing);
    }
    auto dotted = headers(fits);
    dotted.set("webhook-id", "msg.1");
    EXPECT_EQ(refused(dotted), "bad_request webhook-id");
}

TEST(Webhook, without_a_secret_nothing_fits) {
    EXPECT_THROW(verified(headers(fits), body, {}, at), Error);
    EXPECT_THROW(verified(headers(signature("", id, at, body)), body, std::vector{secret}, at), Error);
}

TEST(Webhook, a_secret_that_was_replaced_is_good_for_a_day) {
    SeededRandom random(7);
    auto first = Keys::fresh(random), second = first.renewed(random, at);
    EXPECT_TRUE(first.secret.starts_with("whsec_"));
    EXPECT_NE(first.secret, second.secret);
    EXPECT_EQ(second.good(at + day_ms - 1), (std::vector{second.secret, first.secret}));
    EXPECT_EQ(second.good(at + day_ms), std::vector{second.secret});
    auto back = Keys::from(second.kept());
    EXPECT_EQ(back.good(at + hour_ms), second.good(at + hour_ms));
    // Two within a day: the one before the last is over.
    EXPECT_EQ(second.renewed(random, at + hour_ms).good(at + 2 * hour_ms).size(), 2u);
}

TEST(Webhook, signs_with_both_while_both_are_good) {
    Headers out;
    std::vector<std::string> both{secret, "whsec_c2Vjb25kIHNlY3JldCBvZiB0aGUgdGVzdA=="};
    sign(out, both, id, at, body);
    for (const auto& one : both) EXPECT_EQ(verified(out, body, std::vector{one}, at), id);
}
}  // namespace net::webhook
