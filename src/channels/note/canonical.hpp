#pragma once
#include <string>
#include <string_view>

#include "channels/connector.hpp"

namespace channels::note {

// Whom a note is about, as a handle: a phone number as "+" and digits ("+33 (0)1 23-45" without its spaces,
// "00" at the start read as "+"), a mail address folded, anything else a name, folded, so that two spellings
// of one name meet. Throws Error{bad_request} when nothing is left.
std::string canonical(std::string_view handle);

}  // namespace channels::note
