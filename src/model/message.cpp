#include "model/message.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"

namespace model {
namespace {
constexpr std::array<std::string_view, 3> directions{"inbound", "outbound", "internal"};
constexpr std::array<std::string_view, 2> visibilities{"public", "private"};
constexpr std::array<std::string_view, 5> kinds{"personal", "auto-reply", "bounce", "list", "note"};
constexpr std::array<std::string_view, 4> claims{"rel_me", "bio", "domain", "signed"};
constexpr std::array<std::string_view, 4> reactions{"like", "repost", "follow", "vote"};
constexpr std::array<std::string_view, 5> acts{"like", "repost", "follow", "edit", "erase"};

template <class Enum, std::size_t N>
Enum read(std::string_view text, const std::array<std::string_view, N>& names, std::string_view what) {
    auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) throw Error{Code::bad_request, fmt::format("“{}” is no {}.", text, what)};
    return static_cast<Enum>(found - names.begin());
}
}  // namespace

std::string_view name(Direction value) {
    return directions[static_cast<std::size_t>(value)];
}
std::string_view name(Visibility value) {
    return visibilities[static_cast<std::size_t>(value)];
}
std::string_view name(Kind value) {
    return kinds[static_cast<std::size_t>(value)];
}
Direction direction(std::string_view text) {
    return read<Direction>(text, directions, "direction");
}
Visibility visibility(std::string_view text) {
    return read<Visibility>(text, visibilities, "visibility");
}
Kind kind(std::string_view text) {
    return read<Kind>(text, kinds, "kind of message");
}
std::string_view name(Claim::Kind value) {
    return claims[static_cast<std::size_t>(value)];
}
std::string_view name(Reaction::Kind value) {
    return reactions[static_cast<std::size_t>(value)];
}
Reaction::Kind reaction_kind(std::string_view text) {
    return read<Reaction::Kind>(text, reactions, "kind of reaction");
}
std::string_view name(Deed::Act value) {
    return acts[static_cast<std::size_t>(value)];
}
Deed::Act act(std::string_view text) {
    return read<Deed::Act>(text, acts, "deed");
}
}  // namespace model
