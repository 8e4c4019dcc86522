#include "channels/mastodon/town_test.hpp"

namespace channels::contract {
namespace {
class Account final : public Harness {
public:
    ChannelConfig config() override { return town_.config(); }
    void publish(const std::string& text) override { town_.mention("<p>" + text::escape(text) + "</p>"); }
    void publish_poison() override {
        town_.notify({{"type", "mention"},
                      {"account", mastodon::Town::ana()},
                      {"status", json::object{{"id", "9"}, {"content", "who said this, and when?"}}}});
    }
    void behave(Mood mood) override {
        town_.meddle([mood](const net::Request&) -> std::optional<net::Response> {
            switch (mood) {
                case Mood::unauthorised:
                    return net::Response{.status = 401,
                                         .body = R"({"error":"The access token was revoked"})"};
                case Mood::gone:
                    return net::Response{.status = 410};
                case Mood::busy:
                    return net::Response{.status = 429,
                                         .headers = {{"Retry-After", std::to_string(busy_seconds)}}};
                case Mood::broken:
                    return net::Response{.status = 500, .body = "oops"};
                case Mood::garbage:
                    return net::Response{.body = std::string("\x00\xFF\xFE<<<&&&\x1b", 11)};
                case Mood::well:
                    break;
            }
            return std::nullopt;
        });
    }

private:
    mastodon::Town town_;
};
}  // namespace

std::unique_ptr<Harness> mastodon_harness() {
    return std::make_unique<Account>();
}
}  // namespace channels::contract
