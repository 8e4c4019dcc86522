#include "courier/opening.hpp"

namespace courier {
namespace {
void add(std::map<std::string, std::string>& options, const json::object& from) {
    for (const auto& [key, value] : from)
        if (value.is_string()) options[std::string(key)] = std::string(value.get_string());
}

std::string opened(const Post& post, const std::string& sealed) {
    auto plain = post.seal.open(sealed);
    if (!plain)
        throw channels::ChannelError(
            channels::Fault::reauthorise,
            "The password of this channel was stored under another key file. Put the old "
            "secret.key back, or type the password again.");
    return *plain;
}

std::string signing_key(const Post& post, Id workspace) {
    auto sealed = post.store.read([&](db::Tx& tx) {
        return tx.one("SELECT signing_key FROM workspace WHERE workspace_id = $1", workspace)->bytes(0);
    });
    return opened(post, sealed);
}
}  // namespace

channels::ChannelConfig config(const Post& post, const store::Channel& channel) {
    channels::ChannelConfig made{channel.id, channel.name, {}, signing_key(post, channel.workspace)};
    add(made.options, channel.options);
    if (!channel.secrets.empty()) {
        auto secrets = json::parse(opened(post, channel.secrets));
        if (secrets && secrets->is_object()) add(made.options, secrets->get_object());
    }
    return made;
}

std::unique_ptr<channels::Connector> open(const Post& post, const store::Channel& channel) {
    if (post.opener) return post.opener(channel);
    const auto* network = channels::network(channel.network);
    if (!network || !network->open)
        throw channels::ChannelError(
            channels::Fault::rejected,
            "Nothing can be sent or read here; this is a place of imported messages.");
    return network->open(config(post, channel), post.surroundings);
}
}  // namespace courier
