#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "channels/email/body.hpp"
#include "channels/email/fields.hpp"

// Mails that say that a mail did not arrive: delivery reports (RFC 3464, 6533), abuse reports (RFC 5965), and
// the free texts of the many servers that follow neither.
namespace channels::email {

struct Failure {
    std::string recipient;  // canonical address; may be empty
    std::string status;  // RFC 3463: "5.1.1"; "5.0.0" or "4.0.0" when only the class is known; may be empty
    std::string action;  // failed, delayed, complaint; or delivered, relayed, expanded
    std::string reason;  // a word of ours, see failure_reason()
    std::string diagnostic;  // the server's words
};

struct Bounce {
    std::vector<Failure> failures;  // at most 100, never empty
    std::string original_message_id;

    bool bad_news() const;  // something failed, is late, or was complained about
    // {"recipient","status","action","reason","diagnostic","original_message_id","recipients":[…]?}
    json::object details() const;
};

// nullopt when it is no such mail. `text`: the whole body as plain text.
std::optional<Bounce> read_bounce(const Fields&, const Body&, std::string_view subject,
                                  std::string_view text);

// The failures in the fields of a message/delivery-status part.
std::vector<Failure> delivery_failures(std::string_view fields);

// What the free text of a notice says.
struct Notice {
    std::vector<Failure> failures;
    std::string returned;  // the header of the returned mail, when it stands in the text
};
// `sender`: the address the notice was sent to, who surely did not fail.
Notice read_notice(std::string_view subject, std::string_view text, std::string_view sender,
                   std::vector<std::string> failed_recipients);

// "user-unknown", "mailbox-full", "host-unknown", "suspended", "message-too-big", "spam-detected", "blocked",
// "authentication-failure", "policy-violation", "rate-limited", "relaying-denied", "expired",
// "network-error", "mail-loop", "system-full", "system-error", "filtered", "rejected", "content-error", or
// "undefined".
std::string failure_reason(std::string_view diagnostic, std::string_view status);

// "5.1.1" out of the words of a server; prefers the detailed code; "" when there is none.
std::string status_in(std::string_view words);

// Mail addresses in a text with the place they stand at.
struct FoundAddress {
    std::string address;  // canonical
    std::size_t begin, end;
};
std::vector<FoundAddress> addresses_in(std::string_view text, std::size_t most = 200);

}  // namespace channels::email
