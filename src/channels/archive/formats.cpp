#include "channels/archive.hpp"

namespace channels {
std::span<const Format> formats() {
    return {};
}

const Format* format(std::string_view id) {
    for (const auto& each : formats())
        if (each.id == id) return &each;
    return nullptr;
}
}  // namespace channels
