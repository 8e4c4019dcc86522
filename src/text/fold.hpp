#pragma once
#include <string>
#include <string_view>

// Every function of this folder may be called from any thread at once, takes any bytes (an ill-formed
// UTF-8 sequence counts as U+FFFD), never throws for what the text says, and takes time linear in its size.
namespace text {

// The key under which spellings of the same word meet: NFKC case folding (Unicode TR 31) with the marks on
// Latin, Greek, Cyrillic, Hebrew and Arabic letters stripped, so that "Zoë", "ZOE" and "ｚｏｅ" are equal.
// Vowel signs that are part of the word (Devanagari, Thai …) and the voicing marks of kana stay. White space
// is kept as it is. Folding a folded text changes nothing.
std::string fold(std::string_view text);

// White space of every kind (also no-break, line and paragraph separators) as one plain space; none at the
// ends.
std::string collapse(std::string_view text);

}  // namespace text
