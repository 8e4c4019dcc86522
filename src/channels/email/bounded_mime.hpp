#pragma once
#include <cstddef>
#include <string_view>

namespace channels::email {

// The beginning of a mail that a MIME parser can take apart in bounded memory: cut where it would have more
// than `parts` parts, or header lines in numbers that no mail program writes. Linear, without copying.
std::string_view bounded_mime(std::string_view message, std::size_t parts);

}  // namespace channels::email
