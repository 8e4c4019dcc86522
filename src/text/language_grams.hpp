#pragma once
#include <string_view>

namespace text {

// A language by the groups of letters that its words are made of. Knows sixty languages and is good at a few
// words of them.
struct GramGuess {
    std::string_view language;  // BCP 47; "" when nothing is known of any word
    double margin = 0;          // to the second best, in the average score of a group
    double score = 0;           // the average score of a group, 0 to about 200
    std::size_t grams = 0;      // how many different groups were looked at
};

// `words` in UTF-8, any case, in normal form C. Looks at the first 350 bytes of words or so.
GramGuess language_by_grams(std::string_view words);

// True when language_by_grams() could answer it.
bool known_to_grams(std::string_view language);

}  // namespace text
