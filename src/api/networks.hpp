#pragma once
#include "base/json.hpp"
#include "channels/connector.hpp"
#include "store/channels.hpp"

namespace api {

// A network as the shape Network; the connect form and the docs are made from it.
json::object show(const channels::Network&);

// Why nothing can be sent by this channel, as it is set up; "" when it can.
std::string_view cannot_send(const channels::Network&, const store::Channel&);

}  // namespace api
