#include <array>

#include "channels/bluesky/codec.hpp"
#include "channels/bluesky/connector.hpp"
#include "channels/bluesky/login.hpp"

namespace channels {
namespace {
const std::array<Option, 7> options{{
    {.key = "account",
     .label = "Handle",
     .help = "Who we are there.",
     .required = true,
     .placeholder = "@maison.example"},
    {.key = "password",
     .label = "App password",
     .help = "Not the account's own password: make one in Bluesky under Settings, Privacy and security, App "
             "passwords. The login fills it in with a key of its own.",
     .type = Option::Type::secret,
     .required = true,
     .by_login = true},
    {.key = "server",
     .label = "Server",
     .help = "The server that the account is kept on, or that its login goes through.",
     .type = Option::Type::host,
     .fallback = "bsky.social",
     .placeholder = "bsky.social"},
    {.key = "did",
     .label = "DID",
     .help = "What the account is called for ever, whatever its handle; filled in by the login.",
     .by_login = true},
    {.key = "listen",
     .label = "Also listen to",
     .help = "What to hear beside what is said to us: #hashtag, a word, \"some words\" or @handle, apart by "
             "spaces.",
     .placeholder = "#sourdough \"maison antoinette\""},
    {.key = "jetstream",
     .label = "Jetstream",
     .help = "A stream of every post of the network, so that what concerns us is here at once; it costs some "
             "gigabytes of traffic a day. Without one we ask.",
     .type = Option::Type::host,
     .placeholder = "wss://jetstream2.us-east.bsky.network"},
    {.key = "seconds",
     .label = "Seconds between looks",
     .help = "How often we ask.",
     .type = Option::Type::number,
     .fallback = "30"},
}};

constexpr std::array<Audience, 1> audiences{{
    {"public", "Public", model::Visibility::public_, "Everybody; Bluesky has no narrower posts."},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings& around) {
    return std::make_unique<bluesky::Connected>(config, around);
}
}  // namespace

extern const Network bluesky_network;
const Network bluesky_network{
    .id = "bluesky",
    .label = "Bluesky",
    .help =
        "An account on **Bluesky** or on a server of one's own that speaks the AT Protocol. Log in there, or "
        "type "
        "the handle and an app password.\n\n"
        "Mentions, answers, quotes, reposts, likes and follows come into the inbox; answers go out as public "
        "posts in the same thread. Private messages of Bluesky are not read.",
    .limits = {.characters = 300,
               .counting = Counting::graphemes,
               .attachments = 4,
               .attachment_bytes = 2'000'000},
    .can = {.receive = true,
            .reply = true,
            .start = true,
            .attach = true,
            .repost = true,
            .like = true,
            .erase = true,
            .follow = true,
            .history = true},
    .visibility = model::Visibility::public_,
    .options = options,
    .open = open,
    .decode_raw = bluesky::decode_raw,
    .canonical = bluesky::canonical,
    .audiences = audiences,
    .authorise = &bluesky::authorise,
};
}  // namespace channels
