#include <array>

#include "channels/mastodon/connector.hpp"
#include "channels/mastodon/login.hpp"
#include "channels/mastodon/place.hpp"

namespace channels {
namespace {
const std::array<Option, 5> options{{
    {.key = "server",
     .label = "Server",
     .help = "The server of the account: the part after the second @ of its handle.",
     .type = Option::Type::host,
     .required = true,
     .placeholder = "town.example"},
    {.key = "access_token",
     .label = "Access token",
     .help = "Filled in by the login. Or make an application in the server's settings under Development, and "
             "paste "
             "its access token here.",
     .type = Option::Type::secret,
     .required = true,
     .by_login = true},
    {.key = "account",
     .label = "Account",
     .help = "Who we are there; filled in by the login.",
     .placeholder = "@hello@town.example",
     .by_login = true},
    {.key = "listen",
     .label = "Also listen to",
     .help = "Timelines to hear beside what is said to us: #hashtag, list:ID, local, public or home, apart "
             "by spaces.",
     .placeholder = "#sourdough #bakery"},
    {.key = "seconds",
     .label = "Seconds between looks",
     .help = "How often we ask a server that does not tell by itself.",
     .type = Option::Type::number,
     .fallback = "30"},
}};

constexpr std::array<Audience, 4> audiences{{
    {"public", "Public", model::Visibility::public_, "Everybody, on every timeline."},
    {"unlisted", "Quiet public", model::Visibility::public_,
     "Everybody who comes to our profile or the thread; not on public timelines."},
    {"followers", "Followers", model::Visibility::public_,
     "Everybody who follows us, and those who are named. They can show it to others."},
    {"direct", "Private mention", model::Visibility::private_,
     "Only those who are named. The people who run the servers could read it."},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings& around) {
    return std::make_unique<mastodon::Connected>(config, around);
}
}  // namespace

extern const Network mastodon_network;
const Network mastodon_network{
    .id = "mastodon",
    .label = "Mastodon",
    .help =
        "An account on **Mastodon** or on a server that speaks its API (GoToSocial, Pleroma, Akkoma, snac "
        "…). Type "
        "the server's address and log in there; Rapport registers itself.\n\n"
        "Mentions, private mentions, boosts, favourites and follows come into the inbox; answers go out at "
        "the "
        "visibility of what they answer. What was said before you connected is read a few pages back.",
    .limits = mastodon::usual_limits,
    .can = {.receive = true,
            .reply = true,
            .start = true,
            .attach = true,
            .direct_message = true,
            .repost = true,
            .like = true,
            .edit = true,
            .erase = true,
            .follow = true,
            .history = true,
            .warning = true,
            .poll = true,
            .thread = true},
    .visibility = model::Visibility::public_,
    .options = options,
    .open = open,
    .decode_raw = mastodon::decode_raw,
    .canonical = mastodon::canonical,
    .audiences = audiences,
    .authorise = &mastodon::authorise,
};
}  // namespace channels
