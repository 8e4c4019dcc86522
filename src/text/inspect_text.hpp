#pragma once
#include <string_view>

#include "base/json.hpp"

namespace text {

// One line of `rapport inspect text`:
// {"text","mentions":[…],"hashtags":[…],"cashtags":[…],"links":[…],"emails":[…],"length":95,
// "language":"en"|null}, values without their signs; the length as X weighs it.
json::object describe(std::string_view line);

}  // namespace text
