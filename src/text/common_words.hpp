#pragma once
#include <string_view>
#include <vector>

namespace text {

// The languages (BCP 47, at most one spelling each) among whose most common words this one is, as "the" is in
// English. `folded` is a word as tokens() gives it. Empty for most words and for languages without a list.
const std::vector<std::string_view>& common_in(std::string_view folded);

}  // namespace text
