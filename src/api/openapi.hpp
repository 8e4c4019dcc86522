#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "base/json.hpp"

namespace api {

// The whole API as OpenAPI 3.1, made from the routes table and the tables in schema.cpp, parameters.cpp and
// examples.cpp.
json::object openapi();

// The shapes by name, as JSON Schema.
json::object schemas();
// Parameter objects of OpenAPI. One that is in no table has no "description".
json::object path_parameter(std::string_view name);
json::object query_parameter(std::string_view name);
// Headers that many routes take, by the name of their component.
json::object header_parameters();
// A body in this shape.
std::optional<json::value> example(std::string_view shape);

}  // namespace api
