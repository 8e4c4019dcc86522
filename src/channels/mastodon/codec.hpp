#pragma once
#include <string>
#include <variant>

#include "channels/connector.hpp"

// From the JSON of the Mastodon client API (docs.joinmastodon.org/entities), as Mastodon and its relatives
// (GoToSocial, Pleroma, snac …) write it, to what the house knows. Pure; nothing is thrown for a wrong shape.
namespace channels::mastodon {

// Whose eyes we look through.
struct Origin {
    std::string host;     // of handles: accounts of this server are called "ana", we call them "@ana@HOST"
    std::string me;       // our account's id there
    std::string us = {};  // our handle
    // snac says "private" for what only those see who are named.
    bool private_means_direct = false;
};

model::Handle account(const json::value&, const Origin&);
// The id of a post under which it stays known: snac's begin with the time of the last edit, which its API
// ignores when it is asked.
std::string lasting_id(std::string_view id);

// A post. Written by us: outbound. Neither a boost nor a poll's end; see take_status and take_notification.
// Attachments have their address and no bytes.
std::variant<model::Inbound, model::Poison> message(const json::value& status, const Origin&);

// Adds what an item of a list or a frame of a stream means to the batch.
void take_notification(const json::value&, const Origin&, Batch&);
// An item of a timeline: heard, unless it is ours or its audience is only those it names.
void take_status(const json::value&, const Origin&, Batch&);
// The last message of a private conversation.
void take_conversation(const json::value&, const Origin&, Batch&);
// A frame of a stream: its event ("notification", "delete", "status.update" …) and its payload's text. False
// when the event means nothing to us.
bool take_frame(std::string_view event, std::string_view payload, const Origin&, Batch&);

// Who may see it, by the network's word: "private" is called followers here; a word we do not know is taken
// for the narrowest that is still a post.
std::string_view audience(std::string_view visibility);
std::string_view visibility(std::string_view audience);

// What a member typed or what stands in a mention, as the handle of an identity: "@ana@town.example". Throws
// Error{bad_request}.
std::string canonical(std::string_view handle);

std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig&);

}  // namespace channels::mastodon
