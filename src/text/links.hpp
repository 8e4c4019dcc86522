#pragma once
#include <string_view>
#include <vector>

#include "text/range.hpp"

namespace text {

// The links of a text in order, not overlapping, by the rules that entities.hpp names.
std::vector<Range> links(std::string_view text);

}  // namespace text
