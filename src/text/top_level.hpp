#pragma once
#include <cstddef>
#include <string_view>

namespace text {

// How many bytes of `text` from `at` on are a top-level domain that ends there: what follows is no ASCII
// letter or digit, "@", "+" or "-". 0 when there is none. Any case; also "xn--…".
std::size_t top_level_at(std::string_view text, std::size_t at);

}  // namespace text
