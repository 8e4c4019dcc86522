#pragma once
#include <string>
#include <string_view>

namespace text {

// The language a text is written in as a BCP 47 code ("en", "pt", "zh-Hant"), judged without its links,
// handles, tags and addresses; "" when it is too short, mixed or otherwise doubtful. Reads the first 32 KiB
// at most.
std::string language(std::string_view text);

}  // namespace text
