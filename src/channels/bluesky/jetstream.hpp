#pragma once
#include <memory>
#include <mutex>

#include "channels/bluesky/api.hpp"
#include "channels/bluesky/codec.hpp"
#include "channels/bluesky/settings.hpp"
#include "channels/bluesky/state.hpp"
#include "net/frames.hpp"

namespace channels::bluesky {

// What a frame of a Jetstream means to us.
struct Told {
    std::vector<std::string> posts;    // addresses: they speak to us, or belong to what we listen to
    std::vector<std::string> deleted;  // addresses of posts
    std::vector<std::string> authors;  // "at://DID/" of accounts that were deactivated or taken down
    std::int64_t time_us = 0;
};
// What concerns us of all that is told: what speaks to us, what we listen to, what becomes of posts we have.
struct Concern {
    const Origin us;
    const std::vector<Source>& sources;
    const Watched& watched;
};
// True when it concerns us. What cannot be understood does not.
bool take_frame(std::string_view frame, const Concern&, Told&);

// Every post of the whole network as it is written, of which we keep what concerns us. It only makes things
// faster: whatever it drops, repeats or tells in another order, asking closes the gap. For one thread, except
// stop().
class Jetstream {
public:
    Jetstream(const Surroundings& around, const Settings& settings) : around_(around), settings_(settings) {}

    // Opens the line when there is none and it is time to try (again), some seconds before what was heard.
    void open(const State&);
    bool is_open() const { return line_ != nullptr; }
    // What comes within the time; true when any of it concerns us. A line that ends is closed.
    bool hear(std::int64_t ms, const Concern&, Told&);
    // The time of the last event, in microseconds.
    std::int64_t heard_us() const { return heard_us_; }
    void stop();

private:
    void close();
    void try_later();

    const Surroundings& around_;
    const Settings& settings_;
    std::mutex mutex_;
    std::unique_ptr<net::Frames> line_;
    bool stopped_ = false;
    std::int64_t failures_ = 0, heard_us_ = 0;
    Time next_try_ = {};
};

}  // namespace channels::bluesky
