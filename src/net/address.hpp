#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// A numeric IP address as 16 bytes in network order; IPv4 is kept v4-mapped (::ffff:a.b.c.d).
struct Address {
    std::array<unsigned char, 16> bytes{};

    // Only what inet_pton takes (no octal, hex or short forms); a zone (%eth0) is cut off.
    static std::optional<Address> parse(std::string_view text);
    bool is_v4() const;
    std::string text() const;
    bool operator==(const Address&) const = default;
};

// "10.0.0.0/8", "fc00::/7", or one bare address.
struct AddressRange {
    Address base;
    int bits = 128;  // counted in the 16-byte form: 10.0.0.0/8 has 104

    static std::optional<AddressRange> parse(std::string_view cidr);
    bool contains(const Address&) const;
};

}  // namespace net
