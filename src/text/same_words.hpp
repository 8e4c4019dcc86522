#pragma once
#include <string_view>

namespace text {

// Whether two texts say the same although one of them went through a network and came back: white space,
// case, how a mention is spelled ("@ana@town.example", "@ana") and what is no word do not count.
bool same_words(std::string_view sent, std::string_view seen);

}  // namespace text
