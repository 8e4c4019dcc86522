#include "store/actor.hpp"

#include <array>

namespace store {
namespace {
constexpr std::array<std::string_view, 4> names{"viewer", "agent", "admin", "owner"};
}

std::string_view name(Role role) {
    return names.at(static_cast<std::size_t>(role));
}

std::optional<Role> role(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Role>(i);
    return std::nullopt;
}
}  // namespace store
