#pragma once
#include "api/visits.hpp"

namespace api {

// Who does what a visitor does.
store::Actor visiting(const Call&);
// The shape Visit, without its token.
json::object show(const store::Visitor&);

std::span<const Route> visit_session_routes();
std::span<const Route> visit_message_routes();
std::span<const Route> visit_page_routes();

}  // namespace api
