#pragma once
#include <string_view>

#include "base/json.hpp"

namespace text {

// One line of `rapport inspect text`:
// {"text","mentions":[…],"hashtags":[…],"links":[…],"language":"en"|null}, values without their signs.
json::object describe(std::string_view line);

}  // namespace text
