#include "listening/preview.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "listening/matcher.hpp"
#include "listening/said.hpp"
#include "store/messages.hpp"

namespace listening {
namespace {
constexpr std::size_t piece = 500;

void count(Preview& preview, Matcher& matcher, const std::vector<Said>& said, std::size_t most_newest) {
    std::vector<Matcher::Key> found;
    for (const auto& each : said) {
        ++preview.read;
        matcher.match(each.post(), found);
        if (found.empty()) continue;
        ++preview.matched;
        if (preview.newest.size() < most_newest) preview.newest.push_back(each.message);
    }
}
}  // namespace

double Preview::per_hour(Time now) const {
    auto hours = static_cast<double>(std::max<std::int64_t>(now - since, 1)) / static_cast<double>(hour_ms);
    return static_cast<double>(matched) / std::max(hours, 1.0);
}

Preview preview(const store::Store& store, Id workspace, const model::Query& query, const Bounds& bounds) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::milliseconds(bounds.milliseconds);
    Matcher matcher;
    matcher.add(0, query);
    Preview made;
    auto first = store.clock.now() - bounds.span_ms;
    made.since = first;
    std::size_t seen = 0;
    for (auto before = Id{std::numeric_limits<std::int64_t>::max()}; !made.complete;) {
        if (seen >= bounds.messages || Clock::now() >= until) {
            made.since = before.time();
            break;
        }
        std::vector<Id> ids;
        auto part = store.truth.read([&](db::Tx& tx) {
            ids = store::message_ids(tx, workspace, before, Id::at(first, 0), piece);
            return said(tx, workspace, ids);
        });
        count(made, matcher, part, bounds.newest);
        seen += ids.size();
        made.complete = ids.size() < piece;
        if (!ids.empty()) before = ids.back();
    }
    return made;
}
}  // namespace listening
