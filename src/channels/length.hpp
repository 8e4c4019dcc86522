#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "channels/connector.hpp"

namespace channels {

// How long a text is as a network counts: links as much as it says, names of servers in mentions not at all.
std::size_t length(std::string_view text, const Limits&);

// The same with the names that the network puts before a text which does not name them itself.
std::size_t length(std::string_view text, std::span<const std::string> named, const Limits&);

// Why the network would refuse these words for those `named`, in a sentence; nullopt when it would not.
std::optional<std::string> too_much(std::string_view text, std::size_t attachments, const Limits&,
                                    std::span<const std::string> named = {});

}  // namespace channels
