#include "api/private_way.hpp"

#include <algorithm>

#include "inbox/compose.hpp"
#include "store/conversations.hpp"

namespace api {
namespace {
bool private_at(const channels::Network& network) {
    auto narrowest = network.audiences.empty() ? network.visibility : network.audiences.back().visibility;
    return narrowest == model::Visibility::private_;
}

bool works(const store::Channel& channel, const store::Identity& who) {
    return channel.network == who.network && !channel.paused_at && !channel.imported && !channel.removed_at;
}

// Those with this handle, the newest first; in a talk with others it would not be private.
std::vector<store::Conversation> talks(db::Tx& tx, Id workspace, const store::Identity& who) {
    std::vector<store::Conversation> all;
    for (auto id : store::conversations_of(tx, workspace, {who.id}, 20))
        if (auto found = store::conversation(tx, workspace, id)) all.push_back(std::move(*found));
    return all;
}

std::optional<Id> alone_with(db::Tx& tx, Id workspace, const std::vector<store::Conversation>& talks,
                             Id channel, Id identity) {
    for (const auto& talk : talks)
        if (talk.channel == channel && store::participants(tx, workspace, talk.id) == std::vector{identity})
            return talk.id;
    return std::nullopt;
}
}  // namespace

std::optional<PrivateWay> private_way(db::Tx& tx, Id workspace, const store::Identity& who) {
    const auto* network = channels::network(who.network);
    if (!network || !private_at(*network) || !(network->can.start || network->can.reply)) return std::nullopt;
    auto before = talks(tx, workspace, who);
    auto all = store::channels(tx, workspace);
    auto used = [&](const store::Channel& channel) {
        auto at = std::find_if(before.begin(), before.end(),
                               [&](const auto& talk) { return talk.channel == channel.id; });
        return at - before.begin();
    };
    std::stable_sort(all.begin(), all.end(), [&](auto& a, auto& b) { return used(a) < used(b); });
    for (auto& channel : all) {
        if (!works(channel, who)) continue;
        PrivateWay way{std::move(channel)};
        if (!network->audiences.empty()) way.audience = network->audiences.back().id;
        if (network->can.start) return way;
        auto talk = alone_with(tx, workspace, before, way.channel.id, who.id);
        if (talk) return way.conversation = *talk, way;
    }
    return std::nullopt;
}

store::Message say_privately(store::Change& change, const PrivateWay& way, const store::Identity& to,
                             const PrivateWords& words) {
    const auto* network = channels::network(to.network);
    // Elsewhere it would be a warning before the text.
    auto subject = network && network->can.subject ? words.subject : "";
    inbox::Shown shown{way.audience, model::Visibility::private_, {}, words.extra};
    if (!way.conversation)
        return inbox::open(
            change, {way.channel.id, {to.network, to.handle, to.name}, subject, words.text, "", {}, shown});
    auto done = inbox::answer(change, {way.conversation, words.text, "", false, {}, {}, {}, shown});
    return std::get<store::Message>(done);
}
}  // namespace api
