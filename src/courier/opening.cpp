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
channels::Secrets secrets_of(const Post& post, const store::Channel& channel) {
    channels::Secrets found;
    auto parsed = channel.secrets.empty() ? std::nullopt : json::parse(opened(post, channel.secrets));
    if (parsed && parsed->is_object()) add(found, parsed->get_object());
    return found;
}

std::string closed(const Post& post, const channels::Secrets& secrets) {
    json::object all;
    for (const auto& [key, value] : secrets) all[key] = value;
    return post.seal.close(json::serialize(all));
}

channels::Secrets renew(const Post& post, Id workspace, Id id,
                        const std::function<channels::Secrets(const channels::Secrets&)>& change) {
    std::lock_guard turn(post.renewals->turn);
    auto stored = post.store.read([&](db::Tx& tx) { return store::channel(tx, workspace, id); });
    if (!stored || stored->removed_at)
        throw channels::ChannelError(channels::Fault::gone, "This channel has been removed.");
    auto before = secrets_of(post, *stored), after = change(before);
    if (after == before) return after;
    auto sealed = closed(post, after);
    {
        // Known before it is stored, or somebody would see the new secrets and begin the channel anew.
        std::lock_guard lock(post.renewals->mutex);
        post.renewals->sealed[id] = sealed;
    }
    post.store.change(store::Actor::system(workspace),
                      [&](store::Change& running) { store::renew_secrets(running, id, sealed); });
    return after;
}
}  // namespace

bool renewed_by_itself(const Post& post, const store::Channel& channel) {
    std::lock_guard lock(post.renewals->mutex);
    auto found = post.renewals->sealed.find(channel.id);
    return found != post.renewals->sealed.end() && found->second == channel.secrets;
}

channels::ChannelConfig config(const Post& post, const store::Channel& channel) {
    channels::ChannelConfig made{channel.id, channel.name, secrets_of(post, channel),
                                 signing_key(post, channel.workspace)};
    add(made.options, channel.options);
    made.renew = [&post, workspace = channel.workspace, id = channel.id](const auto& change) {
        return renew(post, workspace, id, change);
    };
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
