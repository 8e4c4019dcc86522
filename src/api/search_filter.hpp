#pragma once
#include "api/app.hpp"
#include "api/views.hpp"
#include "inbox/search.hpp"

namespace api {

// What a search by this caller stands on.
inbox::Searching searching(const Call&);
// Throws Error{bad_request} at "q" pointing at the character.
store::Query query_of(const std::string& text);
// Messages with the conversations around them, and where the words stand in the beginning of each.
json::array search_hits(db::Tx&, Views&, const Call&, const std::vector<store::Message>&,
                        const std::vector<std::string>& words);

}  // namespace api
