#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

// Tables channel, channel_progress, quarantine: the places we are connected to.
namespace store {

// state: connecting, live, waiting (tries again by itself), needs_login, failed, paused, imported.
struct Channel {
    Id workspace, id;
    std::string network, name;
    json::object options;  // without secrets
    std::string secrets;   // sealed; see base/seal.hpp
    Time paused_at;
    bool imported = false;
    Time created_at, removed_at;
    std::string cursor, state, notice, error;
    Time checked_at;
    std::string health;  // JSON, what the connector learnt about its place; or ""
};

Id add_channel(Change&, const Channel&);
// Name, options, secrets, paused_at. A new name alone does not disturb a channel that runs.
void change_channel(Change&, const Channel&);
// Whoever waits to try a channel again tries now.
void hasten_channel(Change&, Id channel);
void remove_channel(Change&, Id channel);  // what was said stays
std::optional<Channel> channel(db::Tx&, Id workspace, Id id);
std::vector<Channel> channels(db::Tx&, Id workspace);  // removed ones left out
// The channel that holds imported messages of a network; made when missing.
Id import_channel(Change&, std::string_view network, std::string_view name);

// Every channel of every workspace that should be read now by somebody.
std::vector<Channel> readable_channels(db::Tx&);
// True when `owner` may read the channel until `until` (its own lease renewed, or nobody's).
bool lease_channel(db::Tx&, const Channel&, std::string_view owner, Time now, Time until);
// `owner` lives and goes on reading what it reads until `until`.
void renew_channels(db::Tx&, std::string_view owner, Time until);
// What `owner` reads, or left behind in an earlier life, anybody may read.
void release_channels(db::Tx&, std::string_view owner);

void save_cursor(Change&, Id channel, std::string_view cursor);
// Tells the event only when the state or the words changed.
void set_channel_state(Change&, Id channel, std::string_view state, std::string_view error = {},
                       std::string_view notice = {});
void save_health(Change&, Id channel, std::string_view health);
// New secrets for a channel that runs on: nobody is told, nothing begins anew.
void renew_secrets(Change&, Id channel, std::string_view sealed);
void touch_channel(db::Tx&, Id workspace, Id channel, Time checked_at);

struct Quarantined {
    Id id, channel;
    std::string remote_id, why, raw;
    Time at, retried_at;
    std::int64_t size = 0;  // of the raw bytes
};
void quarantine(Change&, Id channel, std::string_view remote_id, std::string_view raw, std::string_view why);
// Newest first, without the raw bytes; of every channel when none is named.
std::vector<Quarantined> quarantined(db::Tx&, Id workspace, Id before, std::size_t limit, Id channel = {});
std::optional<Quarantined> quarantined(db::Tx&, Id workspace, Id id);
void release_from_quarantine(Change&, const Quarantined&);
void still_poison(Change&, const Quarantined&, std::string_view why);
std::int64_t quarantined_count(db::Tx&, Id workspace, Id channel);

}  // namespace store
