#include "net/address.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace net {
namespace {
constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<int> number(std::string_view text) {
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}
}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    std::string plain(text.substr(0, text.find('%')));
    if (plain.find('\0') != std::string::npos) return {};
    Address address;
    if (inet_pton(AF_INET6, plain.c_str(), address.bytes.data()) == 1) return address;
    if (plain.size() != text.size()) return {};
    if (inet_pton(AF_INET, plain.c_str(), address.bytes.data() + 12) != 1) return {};
    std::copy(mapped.begin(), mapped.end(), address.bytes.begin());
    return address;
}

bool Address::is_v4() const {
    return std::memcmp(bytes.data(), mapped.data(), mapped.size()) == 0;
}

std::string Address::text() const {
    char buffer[INET6_ADDRSTRLEN] = {};
    if (is_v4()) return inet_ntop(AF_INET, bytes.data() + 12, buffer, sizeof buffer);
    return inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer);
}

std::optional<AddressRange> AddressRange::parse(std::string_view cidr) {
    auto slash = cidr.find('/');
    auto base = Address::parse(cidr.substr(0, slash));
    if (!base) return {};
    bool short_form = base->is_v4() && cidr.substr(0, slash).find(':') == std::string_view::npos;
    int most = short_form ? 32 : 128;
    auto bits = slash == std::string_view::npos ? most : number(cidr.substr(slash + 1));
    if (!bits || *bits > most) return {};
    return AddressRange{*base, *bits + 128 - most};
}

bool AddressRange::contains(const Address& address) const {
    auto whole = static_cast<std::size_t>(bits / 8);
    if (std::memcmp(base.bytes.data(), address.bytes.data(), whole) != 0) return false;
    if (bits % 8 == 0) return true;
    auto mask = static_cast<unsigned char>(0xff << (8 - bits % 8));
    return ((base.bytes[whole] ^ address.bytes[whole]) & mask) == 0;
}

}  // namespace net
