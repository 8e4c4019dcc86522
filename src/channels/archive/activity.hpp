#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "model/message.hpp"

// ActivityStreams 2.0 as Mastodon and its relatives write it into an export. Pure.
namespace channels::archive {

// "https://town.example/users/Ana" or "https://town.example/@ana" → "@ana@town.example"; the address itself
// when it names nobody that way.
std::string fediverse_handle(std::string_view actor_url);

struct LinkedFile {
    std::string path, media_type, description;
};

struct Activity {
    model::Inbound message;
    std::vector<LinkedFile> files;
};

// Create (of a note, question, article …) and Announce; anything else is nullopt with the reason.
std::optional<Activity> decode_activity(const json::value& activity, const model::Handle& owner,
                                        std::string& why);

}  // namespace channels::archive
