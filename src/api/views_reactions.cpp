#include "api/views.hpp"

// What is done without words, by others and by us.
namespace api {

bool Views::reacts(const store::Message& m) {
    const auto* channel = channel_of(m.channel);
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    return network && m.direction != model::Direction::internal &&
           (network->can.like || network->can.repost || network->can.edit || network->can.erase);
}

json::value Views::reactions(const store::Message& m) {
    if (!reacts(m)) return nullptr;
    if (!tallies_.contains(m.id)) look_up_reactions({m.id});
    const auto& sums = tallies_[m.id];
    json::array ours;
    for (const auto& each : deeds_[m.id]) ours.push_back(deed(each));
    return json::object{{"likes", sums.likes}, {"reposts", sums.reposts}, {"ours", ours}};
}

void Views::look_up_reactions(const std::vector<Id>& messages) {
    if (messages.empty()) return;
    for (auto id : messages) tallies_[id], deeds_[id];
    for (auto [id, sums] : store::tallies(tx_, workspace_, messages)) tallies_[id] = sums;
    for (auto& [id, all] : store::deeds(tx_, workspace_, messages)) deeds_[id] = std::move(all);
}

json::array Views::reactions(const std::vector<store::Reaction>& all) {
    std::vector<Id> targets;
    for (const auto& each : all)
        if (each.target) targets.push_back(each.target);
    auto known = store::messages(tx_, workspace_, targets);
    std::vector<store::Message> shown;
    shown.reserve(known.size());
    for (const auto& [id, m] : known) shown.push_back(m);
    prepare(shown);
    json::array out;
    for (const auto& r : all) {
        const auto* channel = channel_of(r.channel);
        auto target = known.find(r.target);
        out.push_back(
            json::object{{"id", r.id.text()},
                         {"at", r.at.rfc3339()},
                         {"kind", model::name(r.kind)},
                         {"network", channel ? channel->network : ""},
                         {"channel_name", channel ? channel->name : ""},
                         {"undone_at", time_or_null(r.undone_at)},
                         {"message", target == known.end() ? json::value() : message(target->second)}});
    }
    return out;
}

json::object Views::deed(const store::Deed& d) {
    return {{"id", d.id.text()},
            {"act", model::name(d.act)},
            {"undo", d.undo},
            {"by", d.by},
            {"at", d.at.rfc3339()},
            {"state", d.state},
            {"error", text_or_null(d.error)}};
}
}  // namespace api
