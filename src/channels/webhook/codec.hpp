#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "channels/connector.hpp"

// What a system posts, as messages. docs/channels/webhook.schema.json describes it.
namespace channels::webhook {

inline constexpr std::size_t most_messages = 200;

// What a message does not say itself.
struct Setting {
    std::string place;    // whose numbers the handles are
    std::string push_id;  // stands in for the id of a message that comes alone
    Time at = {};
};

// One message, or a list of at most 200 that each have an id. Nothing is fetched and nothing thrown: what
// cannot be understood is poison, the rest is not touched by it.
Pushed understand(std::string_view body, const Setting&);
std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig&);

// "42" ↔ "42@shop.example": number 42 of one system is not number 42 of another.
std::string handle_here(std::string_view there, std::string_view place);
std::string handle_there(std::string_view here, std::string_view place);
// As it stands here, with its system; an address of the web is none.
std::string canonical(std::string_view handle);

}  // namespace channels::webhook
