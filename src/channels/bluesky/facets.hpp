#pragma once
#include <functional>
#include <string>

#include "base/json.hpp"

namespace channels::bluesky {

// What a text refers to, as a record says it: mentions, links and hashtags with their places in UTF-8 bytes
// (app.bsky.richtext.facet). `did_of` gives the DID of a handle, "" where there is none: then it is only a
// word.
json::array facets(const std::string& text, const std::function<std::string(const std::string&)>& did_of);

}  // namespace channels::bluesky
