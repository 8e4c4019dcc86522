#pragma once
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace api {

// For tests only: where a value differs from the shape that the API promises ("Person", "[Person]" for
// a page of them); "" when it fits. A field that the shape does not know is a difference too.
std::string misfit(std::string_view shape, const json::value&);

}  // namespace api
