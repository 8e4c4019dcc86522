#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.hpp"

// The outbound guard: which addresses a URL or host name that somebody else chose may reach.
namespace net {

struct GuardRules {
    // CIDR ranges the operator opens although they are private, e.g. "127.0.0.0/8" or "10.1.2.0/24".
    std::vector<std::string> allowed_ranges = {};
    std::vector<std::uint16_t> web_ports = {80, 443, 8080, 8443};
    std::vector<std::uint16_t> mail_ports = {25, 143, 465, 587, 993, 2525};
    bool any_port_in_allowed_ranges = true;
};

// Immutable; safe from any thread.
class Guard {
public:
    // Throws Error{bad_request} for a range that is none.
    explicit Guard(GuardRules rules = {});

    enum class Purpose { web, mail };
    // `address`: a numeric IPv4/IPv6 address as DNS gave it (also v4-mapped, 6to4, NAT64 spellings of a
    // v4 one, which are judged by the v4 address inside). False for private, loopback, link-local,
    // metadata, multicast, reserved and unspecified ones outside the allowed ranges, and for other ports.
    bool allows(std::string_view address, std::uint16_t port, Purpose) const;
    // The sentence for the user when it does not.
    static std::string refusal(std::string_view host);

private:
    std::vector<AddressRange> allowed_;
    GuardRules rules_;
};

}  // namespace net
