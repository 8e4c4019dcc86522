#include "channels/feed/state.hpp"

#include <algorithm>
#include <charconv>

namespace channels::feed {
namespace {
json::array numbers(const std::vector<int>& values) {
    return json::array(values.begin(), values.end());
}

std::vector<int> numbers(const json::value& from, std::string_view key, int below) {
    std::vector<int> out;
    for (const auto& each : json::list(from, key))
        if (each.is_int64() && each.get_int64() >= 0 && each.get_int64() < below && out.size() < 24)
            out.push_back(static_cast<int>(each.get_int64()));
    return out;
}

std::string base36(std::uint64_t value) {
    char buffer[16];
    auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, 36);
    return {buffer, end};
}

std::uint64_t from_base36(std::string_view text) {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 36);
    return value;
}

// One string of "id:content id:content …", sorted, so that nothing changes when nothing changed.
std::string written(const std::unordered_map<std::uint64_t, std::uint64_t>& seen) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sorted(seen.begin(), seen.end());
    std::sort(sorted.begin(), sorted.end());
    std::string out;
    for (auto [id, content] : sorted) out += base36(id) + ":" + base36(content) + " ";
    return out;
}

void read_seen(State& state, std::string_view text) {
    while (!text.empty() && state.seen.size() < 2 * max_entries) {
        auto end = std::min(text.find(' '), text.size());
        auto colon = std::min(text.find(':'), end);
        state.seen[from_base36(text.substr(0, colon))] =
            from_base36(text.substr(std::min(colon + 1, end), end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}
}  // namespace

State State::read(const Cursor& cursor, const std::string& configured) {
    auto saved = json::parse(cursor.text).value_or(json::object{});
    State state{.configured = configured, .url = configured};
    if (json::text(saved, "configured") != configured) return state;
    state.url = json::text(saved, "url", configured);
    state.etag = json::text(saved, "etag");
    state.modified = json::text(saved, "modified");
    state.next_at = {json::integer(saved, "next_at")};
    state.pace = {{json::integer(saved, "newest")},
                  json::integer(saved, "gap"),
                  json::integer(saved, "asked"),
                  numbers(saved, "skip_hours", 24),
                  numbers(saved, "skip_days", 7)};
    read_seen(state, json::text(saved, "seen"));
    return state;
}

Cursor State::cursor() const {
    json::object out{{"configured", configured},
                     {"url", url},
                     {"etag", etag},
                     {"modified", modified},
                     {"next_at", next_at.ms},
                     {"newest", pace.newest.ms},
                     {"gap", pace.gap_ms},
                     {"asked", pace.asked_ms},
                     {"seen", written(seen)}};
    if (!pace.skip_hours.empty()) out["skip_hours"] = numbers(pace.skip_hours);
    if (!pace.skip_days.empty()) out["skip_days"] = numbers(pace.skip_days);
    return {json::serialize(out)};
}
}  // namespace channels::feed
