#pragma once
#include <cstddef>
#include <string_view>

namespace text {

// Characters as people see them (extended grapheme clusters, UAX 29): a family emoji is one.
std::size_t graphemes(std::string_view text);

std::size_t code_points(std::string_view text);

// X's count, configuration v3: every link 23, an emoji sequence 2, Latin and its neighbours 1, all else 2, on
// the NFC form of the text. 280 is what X allows.
std::size_t weighted_length(std::string_view text);

// The longest beginning with at most `count` graphemes.
std::string_view first_graphemes(std::string_view text, std::size_t count);

}  // namespace text
