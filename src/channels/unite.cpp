#include "channels/unite.hpp"

#include <algorithm>
#include <set>

namespace channels {
void unite(Batch& batch) {
    std::stable_sort(batch.items.begin(), batch.items.end(),
                     [](const auto& a, const auto& b) { return a.addressed > b.addressed; });
    std::set<std::string> seen;
    std::erase_if(batch.items, [&](const auto& each) { return !seen.insert(each.remote_id).second; });
    std::stable_sort(batch.items.begin(), batch.items.end(),
                     [](const auto& a, const auto& b) { return a.sent_at < b.sent_at; });
}
}  // namespace channels
