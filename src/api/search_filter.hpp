#pragma once
#include "api/app.hpp"
#include "inbox/search.hpp"

namespace api {

// What a search by this caller stands on.
inbox::Searching searching(const Call&);
// Throws Error{bad_request} at "q" pointing at the character.
store::Query query_of(const std::string& text);

}  // namespace api
