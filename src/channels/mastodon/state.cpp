#include "channels/mastodon/state.hpp"

#include <algorithm>

namespace channels::mastodon {
namespace {
constexpr std::size_t most_watched = 200;
constexpr std::int64_t watch_ms = 7 * day_ms, first_look_ms = 20 * second_ms, last_look_ms = 12 * hour_ms;

Time next_look(Time said_at, Time now) {
    return now + std::clamp((now - said_at) / 4, first_look_ms, last_look_ms);
}
}  // namespace

State State::read(const Cursor& cursor, const std::string& server) {
    auto saved = json::parse(cursor.text).value_or(json::object{});
    State state{.server = server};
    if (json::text(saved, "server") != server) return state;
    state.notifications = json::text(saved, "notifications"), state.own = json::text(saved, "own");
    state.next_at = {json::integer(saved, "next_at")};
    if (const auto* sources = json::find(saved, {"sources"}); sources && sources->is_object())
        for (const auto& [name, id] : sources->get_object())
            if (id.is_string()) state.sources[name] = id.get_string();
    for (const auto& each : json::list(saved, "watched"))
        if (auto id = json::text(each, "id"); !id.empty() && state.watched.size() < most_watched)
            state.watched.push_back({id, {json::integer(each, "said")}, {json::integer(each, "next")}});
    return state;
}

Cursor State::cursor() const {
    json::object saved{
        {"server", server}, {"notifications", notifications}, {"own", own}, {"next_at", next_at.ms}};
    json::object all;
    for (const auto& [name, id] : sources) all[name] = id;
    json::array looks;
    for (const auto& each : watched)
        looks.push_back(json::object{{"id", each.id}, {"said", each.said_at.ms}, {"next", each.next_at.ms}});
    if (!all.empty()) saved["sources"] = std::move(all);
    if (!looks.empty()) saved["watched"] = std::move(looks);
    return {json::serialize(saved)};
}

void State::watch(const std::string& id, Time said_at, Time now) {
    if (knows(id) || now - said_at > watch_ms) return;
    if (watched.size() >= most_watched) watched.erase(watched.begin());
    watched.push_back({id, said_at, next_look(said_at, now)});
}

bool State::knows(const std::string& id) const {
    return std::any_of(watched.begin(), watched.end(), [&](const auto& each) { return each.id == id; });
}

std::vector<std::string> State::to_look_at(Time now, std::size_t most) {
    std::erase_if(watched, [&](const auto& each) { return now - each.said_at > watch_ms; });
    std::vector<std::string> due;
    for (auto& each : watched) {
        if (each.next_at > now || due.size() >= most) continue;
        due.push_back(each.id);
        each.next_at = next_look(each.said_at, now);
    }
    return due;
}

void State::forget(const std::string& id) {
    std::erase_if(watched, [&](const auto& each) { return each.id == id; });
}
}  // namespace channels::mastodon
