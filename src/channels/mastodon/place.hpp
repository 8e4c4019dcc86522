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
inline constexpr Limits usual_limits{.characters = 500,
                                     .counting = Counting::graphemes,
                                     .attachments = 4,
                                     .attachment_bytes = 8u << 20,
                                     .link_characters = 23,
                                     .mentions_count_by_name = true,
                                     .names_count = true,
                                     .poll_options = 4,
                                     .poll_characters = 50};
// From /api/v2/instance, or /api/v1/instance of older servers and relatives.
Limits limits(const json::value& instance);
std::string host(const json::value& instance, const std::string& base);
std::string streaming(const json::value& instance);

// Asks the server. Throws ChannelError.
Place learn(Api&);

}  // namespace channels::mastodon
