#include "channels/connector.hpp"

#include <array>

namespace channels {
namespace {
constexpr std::array<std::string_view, 3> countings{"none", "graphemes", "weighted"};

Counting counting(std::string_view name) {
    auto found = std::find(countings.begin(), countings.end(), name);
    return found == countings.end() ? Counting::none : static_cast<Counting>(found - countings.begin());
}

std::size_t size(const json::value& from, std::string_view key, std::size_t fallback) {
    auto value = json::integer(from, key, -1);
    return value < 0 ? fallback : static_cast<std::size_t>(value);
}

Limits limits(const json::value& from) {
    Limits usual;
    return {.characters = size(from, "characters", usual.characters),
            .counting = counting(json::text(from, "counting")),
            .attachments = size(from, "attachments", usual.attachments),
            .attachment_bytes = size(from, "attachment_bytes", usual.attachment_bytes),
            .link_characters = size(from, "link_characters", 0),
            .mentions_count_by_name = json::boolean(from, "mentions_count_by_name"),
            .names_count = json::boolean(from, "names_count"),
            .poll_options = size(from, "poll_options", 0),
            .poll_characters = size(from, "poll_characters", 0)};
}
}  // namespace

json::object to_json(const Limits& limits) {
    return {{"characters", limits.characters},
            {"counting", countings[static_cast<std::size_t>(limits.counting)]},
            {"attachments", limits.attachments},
            {"attachment_bytes", limits.attachment_bytes},
            {"link_characters", limits.link_characters},
            {"mentions_count_by_name", limits.mentions_count_by_name},
            {"names_count", limits.names_count},
            {"poll_options", limits.poll_options},
            {"poll_characters", limits.poll_characters}};
}

json::object to_json(const Health& health) {
    json::object out{{"remaining", health.remaining},   {"limit", health.limit},
                     {"lag_ms", health.lag_ms},         {"streaming", health.streaming},
                     {"account", health.account},       {"audience", health.audience},
                     {"resets_at", health.resets_at.ms}};
    if (health.limits) out["limits"] = to_json(*health.limits);
    return out;
}

Health health(const json::value& from) {
    Health found{.remaining = json::integer(from, "remaining", -1),
                 .limit = json::integer(from, "limit", -1),
                 .resets_at = {json::integer(from, "resets_at")},
                 .lag_ms = json::integer(from, "lag_ms", -1),
                 .streaming = json::boolean(from, "streaming"),
                 .account = json::text(from, "account"),
                 .audience = json::integer(from, "audience", -1)};
    if (const auto* known = json::find(from, {"limits"})) found.limits = limits(*known);
    return found;
}

bool Health::operator==(const Health& other) const {
    return to_json(*this) == to_json(other);
}

Receipt Connector::act(const model::Deed&) {
    throw ChannelError(Fault::rejected, "This network knows no such thing.");
}

std::vector<model::Inbound> Connector::history(const model::Handle&, std::size_t) {
    throw ChannelError(Fault::rejected, "This network does not tell what somebody said before.");
}

const Audience* Network::audience(std::string_view wanted) const {
    for (const auto& each : audiences)
        if (each.id == wanted) return &each;
    return nullptr;
}
}  // namespace channels
