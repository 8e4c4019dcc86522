#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/json.hpp"

// How the AT Protocol spells things (atproto.com/specs), as strict as its interop vectors are. Pure.
namespace channels::bluesky {

bool is_did(std::string_view);     // did:plc:7iza6de2dwap2sbkpav7c6c6
bool is_handle(std::string_view);  // ana.town.example
bool is_at_identifier(std::string_view);
bool is_nsid(std::string_view);        // app.bsky.feed.post
bool is_record_key(std::string_view);  // whatever may stand last in an address
bool is_tid(std::string_view);         // 3jzfcijpj2z2a
bool is_cid(std::string_view);
bool is_datetime(std::string_view);  // possible, too: no 30th of February
bool is_language(std::string_view);  // BCP 47, and nothing in it said twice
bool is_uri(std::string_view);

// "at://AUTHORITY/COLLECTION/KEY"; what is missing is empty.
struct AtUri {
    std::string authority, collection, key;
    std::string text() const;
    bool operator==(const AtUri&) const = default;
};
std::optional<AtUri> at_uri(std::string_view);

// The record key that a message of ours gets: made of its id, so that every attempt makes the same record. It
// tells the time of the id, as a key should.
std::string tid(Id);

// One line of `rapport inspect atproto`: {"text","kinds":["handle","at-identifier"]}.
json::object describe(std::string_view line);

}  // namespace channels::bluesky
