#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/range.hpp"

namespace text {

// The text as one line of at most `graphemes` characters, cut at a word where one is near, with "…" when cut.
std::string snippet(std::string_view text, std::size_t graphemes);

// Where the words of a query stand in a text, to be marked in a list of hits: sorted, not overlapping. The
// words come from search_words(); a word that ends in "*" matches the beginning of a word.
std::vector<Range> matches(std::string_view text, const std::vector<std::string>& folded_words);

}  // namespace text
