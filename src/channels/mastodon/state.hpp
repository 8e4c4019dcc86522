#pragma once
#include <map>
#include <string>
#include <vector>

#include "channels/connector.hpp"

namespace channels::mastodon {

// What the cursor remembers between visits, and over restarts.
struct State {
    std::string server = {};                          // another one starts anew
    std::string notifications = {};                   // the newest notification that was read
    std::string own = {};                             // the newest post of ours that was read
    std::map<std::string, std::string> sources = {};  // the same for each timeline we listen to
    Time next_at = {};                                // not before this

    // Posts that are looked at again, because their author may edit or delete them without our being told.
    struct Watched {
        std::string id;
        Time said_at, next_at;
    };
    std::vector<Watched> watched = {};

    static State read(const Cursor&, const std::string& server);
    Cursor cursor() const;

    // From when on it is looked at, more and more seldom, for a week.
    void watch(const std::string& id, Time said_at, Time now);
    bool knows(const std::string& id) const;
    // The next ones whose time has come, at most `most`; they come again later.
    std::vector<std::string> to_look_at(Time now, std::size_t most);
    void forget(const std::string& id);
};

}  // namespace channels::mastodon
