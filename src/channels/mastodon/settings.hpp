#pragma once
#include <string>
#include <vector>

#include "channels/connector.hpp"

namespace channels::mastodon {

// A timeline we listen to.
struct Source {
    std::string name;           // as typed: "#bread", "list:12", "public", "local", "home"
    std::string path;           // of the API
    std::string stream;         // of the streaming API
    std::string argument = {};  // the tag or the list
};

struct Settings {
    std::string base;  // "https://town.example"
    std::string token;
    std::vector<Source> sources;
    std::int64_t pace_ms = 30'000;

    // Throws ChannelError{rejected} about the option that makes no sense.
    static Settings read(const ChannelConfig&);
};

// "town.example", "https://town.example/@ana" → "https://town.example". Throws ChannelError.
std::string server_address(const std::string& typed);

}  // namespace channels::mastodon
