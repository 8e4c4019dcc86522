#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>

#include "channels/connector.hpp"
#include "channels/feed/schedule.hpp"

namespace channels::feed {

// What the cursor of a feed remembers between visits, and over restarts.
struct State {
    std::string configured = {};           // the address in the channel's settings; another one starts anew
    std::string url = {};                  // where the feed has moved to since
    std::string etag = {}, modified = {};  // for the conditional request
    Time next_at = {};                     // not before this
    Pace pace = {};
    // Entries of the document last seen: a hash of the remote id → a hash of what it said.
    std::unordered_map<std::uint64_t, std::uint64_t> seen = {};

    // A fresh state for `configured` when the cursor is empty, damaged, or of another address.
    static State read(const Cursor& cursor, const std::string& configured);
    Cursor cursor() const;
};

}  // namespace channels::feed
