#pragma once
#include <string>
#include <vector>

#include "channels/connector.hpp"
#include "channels/watched.hpp"

namespace channels::bluesky {

// What the cursor remembers between visits, and over restarts.
struct State {
    std::string did = {};  // whose; another account starts anew
    // Notifications are listed newest first. `newest` has been read; what lies between it and `until` is
    // still to be read from `gap` on, when there is one.
    Time newest = {}, until = {};
    std::string gap = {};
    Time next_at = {};          // not before this
    std::int64_t heard_us = 0;  // of Jetstream: the time of the last event that was heard, in microseconds
    Watched watched = {};

    // Posts that the stream told of and the network did not know yet.
    struct Pending {
        std::string uri;
        std::int64_t tries = 0;
    };
    std::vector<Pending> pending = {};

    static State read(const Cursor&, const std::string& did);
    Cursor cursor() const;

    // True the first time; the last some hundred addresses are remembered.
    bool fresh(const std::string& uri);

private:
    std::vector<std::string> seen_ = {};  // short hashes
};

}  // namespace channels::bluesky
