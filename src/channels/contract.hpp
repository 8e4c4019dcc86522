#pragma once
#include <memory>
#include <span>
#include <string>

#include "channels/connector.hpp"

// What contract_test.cpp asks of every network that can be connected. A new network adds one harness: the
// other side, played by something the test owns, and one line in contract_test.cpp.
namespace channels::contract {

class Harness {
public:
    virtual ~Harness() = default;
    // How the channel is connected to the other side. Loopback is opened in the outbound guard.
    virtual ChannelConfig config() = 0;
    // One more message on the other side; the text comes back in the message.
    virtual void publish(const std::string& text) = 0;
    // Something there that cannot be a message, beside messages that can.
    virtual void publish_poison() = 0;
    // From now on the other side behaves like this.
    enum class Mood { well, unauthorised, gone, busy, broken, garbage };
    virtual void behave(Mood) = 0;
    // The seconds that the other side asks us to wait when it is busy.
    static constexpr int busy_seconds = 120;
};

struct Case {
    std::string_view network;
    std::unique_ptr<Harness> (*make)();
};

std::unique_ptr<Harness> bluesky_harness();
std::unique_ptr<Harness> email_harness();
std::unique_ptr<Harness> feed_harness();
std::unique_ptr<Harness> mastodon_harness();

}  // namespace channels::contract
