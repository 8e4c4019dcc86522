#pragma once
#include <memory>
#include <mutex>

#include "channels/mastodon/codec.hpp"
#include "channels/mastodon/place.hpp"
#include "channels/mastodon/settings.hpp"
#include "net/frames.hpp"

namespace channels::mastodon {

// What a server tells by itself, where it does. It only makes things faster: whatever it drops, repeats or
// tells in another order, asking closes the gap. For one thread, except stop().
class Stream {
public:
    Stream(const Surroundings& around, const Settings& settings) : around_(around), settings_(settings) {}

    // Opens the line when there is none and it is time to try (again).
    void open(const Place&);
    bool is_open() const { return line_ != nullptr; }
    // Adds what comes within the time to the batch; true when anything did. A line that ends is closed.
    bool hear(std::int64_t ms, const Place&, Batch&);
    void stop();

private:
    void close();
    void hold(std::unique_ptr<net::Frames>);
    bool take(const net::Frame&, const Place&, Batch&) const;
    std::unique_ptr<net::Frames> by_websocket(const Place&) const;
    std::unique_ptr<net::Frames> by_events(const Place&) const;

    const Surroundings& around_;
    const Settings& settings_;
    std::mutex mutex_;
    std::unique_ptr<net::Frames> line_;
    bool stopped_ = false;
    std::int64_t failures_ = 0;
    Time next_try_ = {};
};

}  // namespace channels::mastodon
