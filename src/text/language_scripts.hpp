#pragma once
#include <cstddef>
#include <string_view>

#include <unicode/uscript.h>

namespace text {

// The script that most of a text is written in. A letter of a script that writes syllables or words counts
// as much as three of an alphabet; Hiragana, Katakana and Han are one script when they are Japanese.
struct Script {
    UScriptCode code = USCRIPT_UNKNOWN;
    std::size_t letters = 0;
};
Script script_of(std::string_view text);

// The language that a script belongs to almost alone ("th" for Thai); "" for Latin and the like, and for Han,
// of which chinese() says more.
std::string_view language_of_script(UScriptCode);

// The language that letters tell which only it writes ("ї" for Ukrainian, "ة" for Arabic); "" when there are
// none, or they contradict each other.
std::string_view language_of_letters(std::string_view text);

// "zh", or "zh-Hant" when the characters are the traditional ones.
std::string_view chinese(std::string_view text);

}  // namespace text
