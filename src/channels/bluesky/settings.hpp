#pragma once
#include <string>
#include <vector>

#include "channels/connector.hpp"

namespace channels::bluesky {

// What we listen to beside what is said to us.
struct Source {
    enum class Kind { tag, words, author } kind;
    std::string name;      // as typed: "#bread", "rye", "\"maison antoinette\"", "@ana.town.example"
    std::string value;     // without its sign
    std::string did = {};  // of an author, once we know it
};

struct Settings {
    std::vector<Source> sources = {};
    std::int64_t pace_ms = 30'000;
    std::string jetstream = {};  // "wss://…", or "" when there is none

    // Throws ChannelError{rejected} about the option that makes no sense.
    static Settings read(const ChannelConfig&);
};

// The sources that a record by this author belongs to: is it one we want to hear?
bool wanted(const std::vector<Source>&, const json::value& record, const std::string& author);

}  // namespace channels::bluesky
