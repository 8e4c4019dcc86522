#pragma once
#include <string_view>

#include "channels/visits.hpp"

// What the window sends, decoded. Pure; each throws Error{bad_request}, at the field when one is to blame.
namespace channels::chat {

constexpr std::size_t most_characters = 4'000, most_files = 5;
constexpr std::uint64_t largest_file = 10u << 20;

Arrival arrival(std::string_view body);
Said said(std::string_view body);

}  // namespace channels::chat
