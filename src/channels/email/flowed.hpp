#pragma once
#include <string>
#include <string_view>

namespace channels::email {

// Paragraphs of format=flowed text (RFC 3676) in one line each, quote marks kept as "> ".
// `delsp`: the space before a soft line break is no space of the text.
std::string unflow(std::string_view text, bool delsp);

}  // namespace channels::email
