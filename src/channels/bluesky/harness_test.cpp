#include "channels/bluesky/town_test.hpp"

namespace channels::contract {
namespace {
class Account final : public Harness {
public:
    ChannelConfig config() override { return town_.config(); }
    void publish(const std::string& text) override { town_.mention(text); }
    void publish_poison() override {
        town_.mention("who said this?", {{"$type", "app.bsky.feed.generator"}});
    }
    void behave(Mood mood) override {
        using bluesky::Town;
        town_.meddle([mood](const net::Request&) -> std::optional<net::Response> {
            switch (mood) {
                case Mood::unauthorised:
                    return Town::refusal(401, "AuthenticationRequired", "Invalid identifier or password");
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
    bluesky::Town town_;
};
}  // namespace

std::unique_ptr<Harness> bluesky_harness() {
    return std::make_unique<Account>();
}
}  // namespace channels::contract
