#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace channels::chat {

// The origins (RFC 6454: scheme, host, port) of pages that may show the window, as an Origin header spells
// them. `typed`: addresses apart by commas or spaces; a host alone means https. Throws Error{bad_request} at
// "pages".
std::vector<std::string> origins(std::string_view typed);

// The host of the first origin: "maison.example".
std::string site(const std::vector<std::string>& origins);

}  // namespace channels::chat
