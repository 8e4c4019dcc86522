#pragma once
#include <string>
#include <variant>

#include "channels/connector.hpp"

// From the JSON of the Bluesky lexicons (app.bsky.*), as its network of servers shows records, to what the
// house knows. Pure; nothing is thrown for a wrong shape.
namespace channels::bluesky {

inline constexpr std::string_view post_collection = "app.bsky.feed.post";

// Whose eyes we look through: our DID.
struct Origin {
    std::string did;
};

// A profile (…actor.defs#profileViewBasic and its relatives).
model::Handle account(const json::value& profile);

// A post as the network shows it (…feed.defs#postView). Written by us: outbound. Pictures have their address
// and no bytes; who is mentioned has no name yet.
std::variant<model::Inbound, model::Poison> message(const json::value& view, const Origin&);

enum class Heard { addressed, heard };
// Adds a post to the batch. One that speaks to us is addressed, however it was heard of; what we say to
// nobody in particular is not.
void take_post(const json::value& view, const Origin&, Heard, Batch&);

// What somebody did without words, as a notification tells it; false when it is none of that.
bool take_reaction(const json::value& notification, Batch&);
// The address of the post a notification is about, when it says words that are meant for us, or "".
std::string speaks(const json::value& notification);

// The addresses of the posts a record answers or quotes, and the DIDs it mentions.
struct Refers {
    std::string parent, root, quoted;
    std::vector<std::string> mentions;
    bool to(const Origin&) const;
};
Refers refers(const json::value& record);

// What a member typed, as the key of an identity: a DID, or a handle without its sign. Throws
// Error{bad_request}.
std::string canonical(std::string_view typed);

std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig&);

}  // namespace channels::bluesky
