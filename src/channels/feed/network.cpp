#include <array>

#include "channels/feed/messages.hpp"
#include "channels/feed/reader.hpp"

namespace channels {
namespace {
const std::array<Option, 3> options{{
    {.key = "url",
     .label = "Address of the feed",
     .help = "The address of the feed itself, not of the site.",
     .type = Option::Type::url,
     .required = true,
     .placeholder = "https://blog.example/feed.xml"},
    {.key = "user", .label = "User name", .help = "Only for feeds behind a login."},
    {.key = "password",
     .label = "Password",
     .help = "Only for feeds behind a login.",
     .type = Option::Type::secret},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings& around) {
    return std::make_unique<feed::Reader>(config, around);
}
}  // namespace

extern const Network feed_network;
const Network feed_network{
    .id = "feed",
    .label = "Feed",
    .help =
        "Reads a blog, a news site or a podcast: **RSS**, **Atom** or **JSON Feed**. Paste the address of "
        "the "
        "feed. If you only know the site, paste that: we say which feeds it offers.\n\n"
        "We come back as often as the feed changes, between every five minutes and once a day.",
    .limits = {},
    .can = {.receive = true},
    .visibility = model::Visibility::public_,
    .options = options,
    .open = open,
    .decode_raw = feed::decode_raw,
    .canonical = feed::canonical,
};
}  // namespace channels
