#include <array>

#include "channels/webhook/codec.hpp"
#include "channels/webhook/connector.hpp"

namespace channels {
namespace {
constexpr std::size_t longest_place = 200;

const std::array<Option, 2> options{{
    {.key = "place",
     .label = "System",
     .help =
         "What the system is called, best its domain. It stands behind the handles of its people, so that "
         "customer 42 of one system is not taken for customer 42 of another.",
     .required = true,
     .placeholder = "shop.example"},
    {.key = "answer_url",
     .label = "Answer address",
     .help =
         "Where your team's answers are posted, signed with the channel's secret. Without one, messages come "
         "in and cannot be answered here.",
     .type = Option::Type::url,
     .placeholder = "https://shop.example/rapport/answers"},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings& around) {
    if (config.option("place").size() > longest_place)
        throw ChannelError(Fault::rejected, "The name of the system is too long; at most 200 bytes.")
            .about("place");
    return std::make_unique<webhook::Called>(config, around);
}
}  // namespace

extern const Network webhook_network;
const Network webhook_network{
    .id = "webhook",
    .label = "Webhook",
    .help =
        "Any **system of your own**: a shop, a contact form, an app. It posts messages to an address of this "
        "channel and signs them as **Standard Webhooks** says; there are libraries for every language.\n\n"
        "The address and the secret are shown when the channel is connected. With an answer address, what "
        "your "
        "team writes is posted back the same way.",
    .limits = {.attachments = 10, .attachment_bytes = 8u << 20},
    .can = {.receive = true, .reply = true, .html = false, .attach = true},
    .visibility = model::Visibility::private_,
    .options = options,
    .open = open,
    .take_push = webhook::take,
    .sends_by = {"answer_url",
                 "This channel has no answer address, so nothing can be sent back. Give it one in Settings › "
                 "Channels, or leave an internal note."},
    .decode_raw = webhook::decode_raw,
    .canonical = webhook::canonical,
};
}  // namespace channels
