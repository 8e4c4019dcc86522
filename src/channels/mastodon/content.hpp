#pragma once
#include <string>
#include <string_view>

namespace channels::mastodon {

struct Content {
    std::string text;
    std::string html;  // sanitised; empty when the text says it all
};

// The HTML of a post: mentions and hashtags are words and no links, what only repeats a quoted post for old
// programs is left out.
Content content(std::string_view html);

}  // namespace channels::mastodon
