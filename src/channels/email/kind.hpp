#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "channels/email/fields.hpp"
#include "model/message.hpp"

namespace channels::email {

// Who may be at the other end, judged by header and subject (RFC 3834, 2919, 2369 and what programs really
// write). Bounces are known elsewhere. `own`: addresses that are ours, as a group address of our own that
// passes mail on does not make its writers a list.
model::Kind kind_of(const Fields&, std::string_view subject, const std::vector<std::string>& own);

}  // namespace channels::email
