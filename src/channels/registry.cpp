#include <algorithm>
#include <array>

#include "channels/connector.hpp"

namespace channels {
// One line a network, declared here and defined in its own folder.
extern const Network bluesky_network;
extern const Network chat_network;
extern const Network email_network;
extern const Network feed_network;
extern const Network mastodon_network;
extern const Network note_network;
extern const Network webhook_network;

std::span<const Network* const> networks() {
    static const std::array all{&email_network, &mastodon_network, &bluesky_network, &chat_network,
                                &feed_network,  &webhook_network,  &note_network};
    return all;
}

const Network* network(std::string_view id) {
    auto found = std::ranges::find(networks(), id, &Network::id);
    return found == networks().end() ? nullptr : *found;
}

const std::string& ChannelConfig::option(const std::string& key) const {
    static const std::string none;
    auto found = options.find(key);
    return found == options.end() ? none : found->second;
}
}  // namespace channels
