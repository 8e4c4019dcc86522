#pragma once
#include "channels/mastodon/api.hpp"
#include "channels/mastodon/codec.hpp"

namespace channels::mastodon {

// Where we are and who we are there.
struct Place {
    Origin origin;
    std::string handle;  // ours: "@hello@town.example"
    std::int64_t followers = -1;
    Limits limits;
    std::string streaming;  // "wss://…", or "" where the server has none
    bool lists_all = true;  // false: an account's list of its own posts shows only the public ones (snac)
};

// What Mastodon allows where a server does not say otherwise.
Limits usual_limits();
// From /api/v2/instance, or /api/v1/instance of older servers and relatives.
Limits limits(const json::value& instance);
std::string host(const json::value& instance, const std::string& base);
std::string streaming(const json::value& instance);

// Asks the server. Throws ChannelError.
Place learn(Api&);

}  // namespace channels::mastodon
