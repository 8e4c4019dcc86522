#pragma once
#include <string_view>
#include <variant>
#include <vector>

#include "channels/feed/feed.hpp"

namespace channels::feed {

// Reads a feed. Broken XML is mended (bare ampersands, HTML entities, junk around the document, tags that do
// not match, a truncated end), charsets are found out (byte order mark, then what the bytes are, then what is
// declared), relative links resolved against xml:base and `base_url` (may be empty). Document types and the
// entities they define are ignored. `content_type` may be empty. Never throws.
std::variant<Feed, Problem> decode(std::string_view bytes, std::string_view content_type = {},
                                   std::string_view base_url = {});

// `rapport inspect feed`: one object for the feed, then one for each entry, or one {"type":"problem"}.
std::vector<json::object> describe(std::string_view bytes);

}  // namespace channels::feed
