#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/message.hpp"

// Mail addresses: RFC 5321, 5322 §3.4 and 6531, with IDNA (UTS 46) for domains.
namespace channels::email {

// The spelling under which an address is one identity: the domain as lower-case A-labels, the local part
// case-folded and otherwise as it is (no dots or tags dropped: that would be guessing). "" when it is none.
std::string canonical_address(std::string_view address);

// The part behind the last "@"; "" without one.
std::string_view domain_of(std::string_view address);

struct Mailbox {
    std::string address;  // canonical
    std::string name;     // decoded and fit to show; may be empty
    bool operator==(const Mailbox&) const = default;
};

// The mailboxes of an address field as it stands in the header, in order, without repeats, at most 1,000.
// Groups are opened; what is no address is left out. `label`: the charset of raw 8-bit names.
std::vector<Mailbox> mailboxes(std::string_view field, std::string_view label = {});

model::Handle handle_of(const Mailbox&);

}  // namespace channels::email
