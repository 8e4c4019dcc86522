#include "model/answer_to.hpp"

namespace model {
std::vector<Handle> answer_to(const json::object& extra, std::string_view network) {
    constexpr std::size_t most = 10;
    std::vector<Handle> out;
    const auto* list = extra.if_contains("answer_to");
    if (!list || !list->is_array()) return out;
    for (const auto& one : list->get_array()) {
        auto handle = json::text(one, "handle");
        if (!handle.empty() && out.size() < most)
            out.push_back({std::string(network), handle, json::text(one, "name"), {}});
    }
    return out;
}
}  // namespace model
