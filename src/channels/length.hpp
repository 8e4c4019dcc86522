#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "channels/connector.hpp"

namespace channels {

// How long a text is as a network counts: links as much as it says, names of servers in mentions not at all.
std::size_t length(std::string_view text, const Limits&);

// Why the network would refuse these words, in a sentence; nullopt when it would not.
std::optional<std::string> too_much(std::string_view text, std::size_t attachments, const Limits&);

}  // namespace channels
