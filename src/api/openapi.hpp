#pragma once
#include "base/json.hpp"

namespace api {

// The whole API as OpenAPI 3.1, made from the routes table and the shapes in schema.cpp.
json::object openapi();
// The shapes by name, as JSON Schema.
json::object schemas();

}  // namespace api
