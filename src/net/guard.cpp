#include "net/guard.hpp"

#include "base/error.hpp"

namespace net {
namespace {
// What RFC 6890 and its successors keep from the open internet, and one address that a cloud uses for its
// metadata although it looks public.
constexpr std::string_view closed_v4[] = {
    "0.0.0.0/8",        "10.0.0.0/8",     "100.64.0.0/10",  "127.0.0.0/8",
    "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",  "192.0.0.0/24",
    "192.0.2.0/24",     "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24",  "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
};
// Nothing outside of 2000::/3 is global unicast (loopback, unique local, link-local, multicast …), and
// these parts of it are special: protocol assignments with Teredo, documentation twice.
constexpr std::string_view global_v6 = "2000::/3";
constexpr std::string_view closed_v6[] = {"2001::/23", "2001:db8::/32", "3fff::/20"};

AddressRange range(std::string_view text) {
    return AddressRange::parse(text).value();
}

bool within(const std::vector<AddressRange>& ranges, const Address& address) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const auto& one) { return one.contains(address); });
}

template <class Texts>
std::vector<AddressRange> ranges(const Texts& texts) {
    std::vector<AddressRange> out;
    for (const auto& text : texts) out.push_back(range(text));
    return out;
}

bool is_public(const Address& address) {
    static const auto v4 = ranges(closed_v4), v6 = ranges(closed_v6);
    static const auto global = range(global_v6);
    if (address.is_v4()) return !within(v4, address);
    return global.contains(address) && !within(v6, address);
}

Address v4_at(const Address& from, std::size_t offset) {
    Address out = Address::parse("0.0.0.0").value();
    std::copy_n(from.bytes.begin() + static_cast<std::ptrdiff_t>(offset), 4, out.bytes.begin() + 12);
    return out;
}

// A translator or relay on the way would take the packet to the IPv4 address inside.
Address innermost(const Address& address) {
    static const auto nat64 = range("64:ff9b::/96"), six_to_four = range("2002::/16");
    if (nat64.contains(address)) return v4_at(address, 12);
    if (six_to_four.contains(address)) return v4_at(address, 2);
    return address;
}

bool holds(const std::vector<std::uint16_t>& ports, std::uint16_t port) {
    return std::find(ports.begin(), ports.end(), port) != ports.end();
}
}  // namespace

Guard::Guard(GuardRules rules) : rules_(std::move(rules)) {
    for (const auto& text : rules_.allowed_ranges) {
        auto parsed = AddressRange::parse(text);
        if (!parsed)
            throw Error{
                Code::bad_request,
                fmt::format("\"{}\" is no range of addresses; write it like 10.1.2.0/24 or fc00::/7.", text)};
        allowed_.push_back(*parsed);
    }
}

bool Guard::allows(std::string_view text, std::uint16_t port, Purpose purpose) const {
    auto address = Address::parse(text);
    if (!address) return false;
    address = innermost(*address);
    bool usual = holds(purpose == Purpose::web ? rules_.web_ports : rules_.mail_ports, port);
    if (within(allowed_, *address)) return usual || rules_.any_port_in_allowed_ranges;
    return usual && is_public(*address);
}

std::string Guard::refusal(std::string_view host) {
    return fmt::format(
        "Rapport does not connect to {}: it leads into a private network or to an unusual port. If it "
        "should, the "
        "operator of this server can allow its range of addresses.",
        host);
}

}  // namespace net
