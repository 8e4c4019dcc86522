#include "channels/watched.hpp"

#include <algorithm>

namespace channels {
namespace {
constexpr std::size_t most_watched = 200;
constexpr std::int64_t watch_ms = 7 * day_ms, first_look_ms = 20 * second_ms, last_look_ms = 12 * hour_ms;

Time next_look(Time said_at, Time now) {
    return now + std::clamp((now - said_at) / 4, first_look_ms, last_look_ms);
}
}  // namespace

Watched Watched::read(const json::array& saved) {
    Watched made;
    for (const auto& each : saved)
        if (auto id = json::text(each, "id"); !id.empty() && made.all_.size() < most_watched)
            made.all_.push_back({id, {json::integer(each, "said")}, {json::integer(each, "next")}});
    return made;
}

json::array Watched::saved() const {
    json::array out;
    for (const auto& each : all_)
        out.push_back(json::object{{"id", each.id}, {"said", each.said_at.ms}, {"next", each.next_at.ms}});
    return out;
}

void Watched::watch(const std::string& id, Time said_at, Time now) {
    if (knows(id) || now - said_at > watch_ms) return;
    if (all_.size() >= most_watched) all_.erase(all_.begin());
    all_.push_back({id, said_at, next_look(said_at, now)});
}

bool Watched::knows(const std::string& id) const {
    return std::any_of(all_.begin(), all_.end(), [&](const auto& each) { return each.id == id; });
}

bool Watched::knows_any(std::string_view beginning) const {
    return std::any_of(all_.begin(), all_.end(),
                       [&](const auto& each) { return each.id.starts_with(beginning); });
}

std::vector<std::string> Watched::due(Time now, std::size_t most) {
    std::erase_if(all_, [&](const auto& each) { return now - each.said_at > watch_ms; });
    std::vector<std::string> due;
    for (auto& each : all_) {
        if (each.next_at > now || due.size() >= most) continue;
        due.push_back(each.id);
        each.next_at = next_look(each.said_at, now);
    }
    return due;
}

void Watched::forget(const std::string& id) {
    std::erase_if(all_, [&](const auto& each) { return each.id == id; });
}

void Watched::hurry(std::string_view beginning, Time now) {
    for (auto& each : all_)
        if (each.id.starts_with(beginning)) each.next_at = now;
}
}  // namespace channels
