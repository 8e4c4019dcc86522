#pragma once
#include <cstdint>
#include <string>

// Invented words: no language has them, but they are as long and as often as words are.
namespace bench {

constexpr int scripts = 6;
constexpr std::int64_t vocabulary = 30'000;

// The `rank`-th most frequent word of a script, from 0; always the same one. Frequent words are short.
std::string word(int script, std::int64_t rank);
// Whether words of the script are set apart by a space.
bool spaced(int script);

}  // namespace bench
