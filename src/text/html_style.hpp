#pragma once
#include <string>
#include <string_view>

namespace text {

// The declarations of a style attribute that can only change how its element looks: listed properties, plain
// values, no addresses, no negative lengths that would move it over something else. "" when nothing is left.
std::string safe_style(std::string_view style);

// "#abc", "#aabbcc" or the name of a colour.
bool is_colour(std::string_view value);

}  // namespace text
