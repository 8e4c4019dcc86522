#include "api/networks.hpp"

namespace api {
namespace {
constexpr std::string_view type_names[] = {"text", "secret", "number",  "choice",
                                           "flag", "url",    "address", "host"};

json::object show(const channels::Option& o) {
    return {{"key", o.key},
            {"label", o.label},
            {"help", o.help},
            {"type", type_names[static_cast<std::size_t>(o.type)]},
            {"required", o.required},
            {"fallback", o.fallback},
            {"choices", json::array(o.choices.begin(), o.choices.end())},
            {"placeholder", o.placeholder},
            {"by_login", o.by_login}};
}

json::array show(std::span<const channels::Audience> audiences) {
    json::array all;
    for (const auto& each : audiences)
        all.push_back(json::object{{"id", each.id},
                                   {"label", each.label},
                                   {"visibility", model::name(each.visibility)},
                                   {"help", each.help}});
    return all;
}

json::value scopes(const channels::Network& n) {
    if (!n.authorise) return nullptr;
    json::array all;
    for (const auto& each : n.authorise->scopes)
        all.push_back(json::object{{"id", each.id}, {"why", each.why}});
    return all;
}

json::object abilities(const channels::Abilities& can) {
    return {{"receive", can.receive},
            {"reply", can.reply},
            {"start", can.start},
            {"subject", can.subject},
            {"html", can.html},
            {"attach", can.attach},
            {"direct_message", can.direct_message},
            {"repost", can.repost},
            {"like", can.like},
            {"edit", can.edit},
            {"erase", can.erase},
            {"follow", can.follow},
            {"history", can.history},
            {"warning", can.warning},
            {"thread", can.thread},
            {"poll", can.poll}};
}
}  // namespace

json::object show(const channels::Network& n) {
    json::array options;
    for (const auto& option : n.options) options.push_back(show(option));
    return {{"id", n.id},
            {"label", n.label},
            {"help", n.help},
            {"visibility", model::name(n.visibility)},
            {"connectable", n.open != nullptr},
            {"called", n.take_push != nullptr},
            {"limits", channels::to_json(n.limits)},
            {"can", abilities(n.can)},
            {"audiences", show(n.audiences)},
            {"authorise", scopes(n)},
            {"window", n.visits != nullptr},
            {"options", options}};
}

std::string_view cannot_send(const channels::Network& network, const store::Channel& channel) {
    const auto& needs = network.sends_by;
    if (needs.option.empty() || channel.options.contains(needs.option)) return "";
    return needs.why;
}
}  // namespace api
