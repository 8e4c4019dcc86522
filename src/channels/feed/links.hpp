#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace channels::feed {

// The address that a reference means on a page with the address `base` (RFC 3986); the reference itself,
// trimmed, when there is no base or either cannot be understood.
std::string absolute(std::string_view base, std::string_view reference);

// The markup with its links and images made absolute; everything else stays byte for byte.
std::string absolute_links(std::string_view html, std::string_view base);

// The address of the first image; "" when there is none.
std::string first_image(std::string_view html);

// What a web page offers under <link rel="alternate"> as a feed, absolute.
std::vector<std::string> offered_feeds(std::string_view html, std::string_view url);

// True when the page asks for a password.
bool asks_for_password(std::string_view html);

}  // namespace channels::feed
