#include <algorithm>
#include <array>

#include "channels/archive/open.hpp"

namespace channels {
namespace {
constexpr std::array<Format, 4> all{{
    {.id = "posts-csv",
     .label = "Posts as CSV",
     .help = "Any table of posts or messages with a header line, one message a row. Say which column is "
             "what, or let us guess from the names of the columns.",
     .network = "archive",
     .open = archive::open_posts_csv,
     .preview = archive::preview_posts_csv},
    {.id = "x-archive",
     .label = "Archive of X (Twitter)",
     .help = "The folder or the zip that X gives under Settings, Download an archive of your data: posts, "
             "replies and direct messages with their pictures.",
     .network = "x",
     .open = archive::open_x_archive},
    {.id = "mastodon-outbox",
     .label = "Mastodon export",
     .help = "The folder or the zip from Preferences, Import and export, or only the outbox.json in it: "
             "posts, replies and boosts with their pictures.",
     .network = "mastodon",
     .open = archive::open_mastodon_outbox},
    {.id = "mbox",
     .label = "Mails (mbox)",
     .help = "A folder of mail as Thunderbird, Gmail's Takeout and most other programs write it. Name the "
             "addresses that are yours as owner, so that we know which mails you wrote.",
     .network = "email",
     .open = archive::open_mbox},
}};
}  // namespace

std::span<const Format> formats() {
    return all;
}

const Format* format(std::string_view id) {
    auto found = std::ranges::find(all, id, &Format::id);
    return found == all.end() ? nullptr : &*found;
}
}  // namespace channels
