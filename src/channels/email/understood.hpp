#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/email/address.hpp"
#include "channels/email/body.hpp"
#include "channels/email/bounce.hpp"
#include "channels/email/codec.hpp"
#include "channels/email/fields.hpp"
#include "channels/email/words.hpp"

namespace channels::email {

// Everything that a mail tells, before it is brought into the shape that somebody wants.
struct Understood {
    Fields fields;
    Body body;
    Words words;
    std::string subject;
    std::vector<Mailbox> from, reply_to, to, cc;
    std::string message_id;  // as claimed; empty when there is no usable one
    std::string fallback_id;
    Time date, received;  // 0: unknown
    model::Kind kind = model::Kind::personal;
    std::optional<Bounce> bounce;
};

// Throws Error for what cannot be a mail.
Understood understand(std::string_view raw, const Context&);

// A date field in any of the spellings in use; 0 when it is none or lies outside 1970–2100.
Time read_date(std::string_view field);

}  // namespace channels::email
