#pragma once
#include "channels/connector.hpp"

// What a post shows: its words with their links in full, and what is embedded in it.
namespace channels::bluesky {

// JSON can spell a NUL, which no database takes.
std::string words(const json::value& from, std::string_view key, std::string_view fallback = {});
std::string line(const json::value& from, std::string_view key, std::size_t limit);

// A record's text. Programs shorten the links in it for the eye; here they are whole again, and one that
// hides behind other words stands after them.
std::string text_of(const json::value& record);

// Pictures, a film's still, a page's card, a quoted post: from the embed as the network shows it.
void read_embed(model::Inbound&, const json::value& embed);

// The words that are put before a post that carries labels ("Labelled: graphic media"), or "".
std::string warning(const json::value& view);

}  // namespace channels::bluesky
