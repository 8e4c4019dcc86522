#include "channels/bluesky/state.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/hash.hpp"

namespace channels::bluesky {
namespace {
constexpr std::size_t most_seen = 800, hash_bytes = 6, hash_letters = 8, most_pending = 100;

std::string hash(const std::string& uri) {
    return base64url(sha256(uri).substr(0, hash_bytes));
}
}  // namespace

State State::read(const Cursor& cursor, const std::string& did) {
    auto saved = json::parse(cursor.text).value_or(json::object{});
    State state;
    state.did = did;
    if (json::text(saved, "did") != did) return state;
    state.newest = {json::integer(saved, "newest")}, state.until = {json::integer(saved, "until")};
    state.gap = json::text(saved, "gap"), state.next_at = {json::integer(saved, "next_at")};
    state.heard_us = json::integer(saved, "heard_us");
    state.watched = Watched::read(json::list(saved, "watched"));
    auto seen = json::text(saved, "seen");
    for (std::size_t at = 0; at + hash_letters <= seen.size() && state.seen_.size() < most_seen;
         at += hash_letters)
        state.seen_.push_back(seen.substr(at, hash_letters));
    for (const auto& each : json::list(saved, "pending"))
        if (auto uri = json::text(each, "uri"); !uri.empty() && state.pending.size() < most_pending)
            state.pending.push_back({uri, json::integer(each, "tries")});
    return state;
}

Cursor State::cursor() const {
    std::string seen;
    for (const auto& each : seen_) seen += each;
    json::object saved{
        {"did", did}, {"newest", newest.ms}, {"until", until.ms}, {"next_at", next_at.ms}, {"seen", seen}};
    if (!gap.empty()) saved["gap"] = gap;
    if (heard_us > 0) saved["heard_us"] = heard_us;
    if (auto looks = watched.saved(); !looks.empty()) saved["watched"] = std::move(looks);
    json::array waiting;
    for (const auto& each : pending)
        waiting.push_back(json::object{{"uri", each.uri}, {"tries", each.tries}});
    if (!waiting.empty()) saved["pending"] = std::move(waiting);
    return {json::serialize(saved)};
}

bool State::fresh(const std::string& uri) {
    auto key = hash(uri);
    if (std::find(seen_.begin(), seen_.end(), key) != seen_.end()) return false;
    if (seen_.size() >= most_seen) seen_.erase(seen_.begin());
    seen_.push_back(std::move(key));
    return true;
}
}  // namespace channels::bluesky
