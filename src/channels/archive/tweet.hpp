#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "model/message.hpp"

// What X writes into the archive it gives its users. Pure.
namespace channels::archive {

// Whose archive it is.
struct Owner {
    std::string id;      // X's number for the account; empty when unknown
    std::string handle;  // "@ana"
    std::string name;
};

// "ana", "@Ana" → "@ana".
std::string x_handle(std::string_view screen_name);

// Pictures and films as the archive names them, and where they were on the network.
struct Media {
    std::string file;  // "1582…-FYw6AfMXwAEKcPJ.jpg"
    std::string url, description;
};

struct Tweet {
    model::Inbound message;
    std::vector<Media> media;
};

// One element of tweets.js ({"tweet": {…}}, or the object itself as in old archives); nullopt with the
// reason.
std::optional<Tweet> decode_tweet(const json::value& element, const Owner&, std::string& why);

// Handles by X's numbers, as far as tweets mention them.
using Names = std::unordered_map<std::string, model::Handle>;
void learn_names(const json::value& element, Names&);

// The messages of one element of direct-messages.js.
std::vector<Tweet> decode_conversation(const json::value& element, const Owner&, const Names&,
                                       std::vector<std::string>& why);

}  // namespace channels::archive
