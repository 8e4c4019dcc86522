#include "channels/mastodon/state.hpp"

namespace channels::mastodon {
State State::read(const Cursor& cursor, const std::string& server) {
    auto saved = json::parse(cursor.text).value_or(json::object{});
    State state{.server = server};
    if (json::text(saved, "server") != server) return state;
    state.notifications = json::text(saved, "notifications"), state.own = json::text(saved, "own");
    state.next_at = {json::integer(saved, "next_at")};
    if (const auto* sources = json::find(saved, {"sources"}); sources && sources->is_object())
        for (const auto& [name, id] : sources->get_object())
            if (id.is_string()) state.sources[name] = id.get_string();
    state.watched = Watched::read(json::list(saved, "watched"));
    return state;
}

Cursor State::cursor() const {
    json::object saved{
        {"server", server}, {"notifications", notifications}, {"own", own}, {"next_at", next_at.ms}};
    json::object all;
    for (const auto& [name, id] : sources) all[name] = id;
    if (!all.empty()) saved["sources"] = std::move(all);
    if (auto looks = watched.saved(); !looks.empty()) saved["watched"] = std::move(looks);
    return {json::serialize(saved)};
}
}  // namespace channels::mastodon
