#pragma once
#include <map>
#include <string>

#include "channels/connector.hpp"
#include "channels/watched.hpp"

namespace channels::mastodon {

// What the cursor remembers between visits, and over restarts.
struct State {
    std::string server = {};                          // another one starts anew
    std::string notifications = {};                   // the newest notification that was read
    std::string own = {};                             // the newest post of ours that was read
    std::map<std::string, std::string> sources = {};  // the same for each timeline we listen to
    Time next_at = {};                                // not before this

    Watched watched = {};

    static State read(const Cursor&, const std::string& server);
    Cursor cursor() const;
};

}  // namespace channels::mastodon
