#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "store/channels.hpp"

// Tables channel_key and push_taken: channels that are called by their systems.
namespace store {

// The address of a channel, until the end of its days.
void set_channel_key(Change&, Id channel, std::string_view key);
std::string channel_key(db::Tx&, Id workspace, Id channel);  // "" when it has none
// Removed channels, too: whoever calls them must hear that they are gone.
std::optional<Channel> channel_with_key(db::Tx&, std::string_view key);

// False when this was taken before. In the transaction that takes it.
bool take_push(Change&, Id channel, std::string_view push_id);
bool push_taken(db::Tx&, Id workspace, Id channel, std::string_view push_id);
void forget_pushes(db::Tx&, Time before);

}  // namespace store
