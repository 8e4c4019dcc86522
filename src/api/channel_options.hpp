#pragma once
#include <string>

#include "api/app.hpp"
#include "channels/connector.hpp"
#include "store/channels.hpp"

// The options of a channel as somebody typed them: checked against the network's table, and split into
// what may be shown and what may not.
namespace api {

struct TypedOptions {
    json::object open, secret;
};

// A secret that is left out or empty keeps the value it had, as long as it goes to the host that it was given
// for; null takes it away. Throws Error{bad_request} at "options.KEY".
TypedOptions typed_options(const channels::Network&, const json::object& given, const TypedOptions& before);

TypedOptions options_of(const App&, const store::Channel&);
json::object unsealed(const App&, const std::string& secrets);  // empty when there are none
std::string sealed(const App&, const json::object& secrets);    // "" when there are none

// Opens the connector without a line to anywhere. Whatever error comes out of it or of a try points at
// "options.KEY".
std::unique_ptr<channels::Connector> connector(const Call&, const channels::Network&, const TypedOptions&);
std::string option_field(const std::string& field);

}  // namespace api
