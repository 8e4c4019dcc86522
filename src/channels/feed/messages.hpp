#pragma once
#include <string>
#include <variant>

#include "channels/connector.hpp"
#include "channels/feed/feed.hpp"

namespace channels::feed {

// From where and when a feed was read. `url` is the address the channel was connected with: it stays the same
// when the feed moves, because identities without an address of their own are named after it.
struct Origin {
    std::string url;
    Time fetched_at;
};

// An entry as a public message of its author; poison when it says nothing at all.
std::variant<model::Inbound, model::Poison> message(const Feed&, const Entry&, const Origin&);

// An entry of the quarantine (a feed of its own) tried again.
std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig&);

// Changes when what a reader sees of the message changes.
std::uint64_t fingerprint(const model::Inbound&);

// The canonical spelling of an author: a web address, a mail address, or "address of the feed#name".
// Throws Error{bad_request} for anything else.
std::string canonical(std::string_view handle);

}  // namespace channels::feed
