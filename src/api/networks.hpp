#pragma once
#include "base/json.hpp"
#include "channels/connector.hpp"

namespace api {

// A network as the shape Network; the connect form and the docs are made from it.
json::object show(const channels::Network&);

}  // namespace api
