#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/visits.hpp"

namespace api {

// A file that a visitor has sent and not yet said anything with: what it is and whose, in a word that only we
// can make, so that nothing has to be remembered of it.
std::string file_word(const Call&, const store::Visitor&, const model::Attachment&);
// The files of these words, with their bytes. Throws Error{bad_request} for a word that is not this
// visitor's.
std::vector<model::Attachment> files_of_words(const Call&, const store::Visitor&,
                                              const std::vector<std::string>&);

// A name that is safe to keep and to offer.
std::string clean_file_name(std::string_view name);

}  // namespace api
