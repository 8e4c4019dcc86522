#include "net/forwarded.hpp"

namespace net {
namespace {
std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_ours(std::span<const AddressRange> proxies, std::string_view peer) {
    auto address = Address::parse(peer);
    return address && std::any_of(proxies.begin(), proxies.end(),
                                  [&](const auto& range) { return range.contains(*address); });
}

// Some proxies append to the client's own field, some add a second one: the order is what counts.
std::string joined(const Headers& headers, std::string_view name) {
    std::string out;
    for (const auto& [key, value] : headers)
        if (same_name(key, name)) out += (out.empty() ? "" : ",") + value;
    return out;
}
}  // namespace

void believe_proxy(std::span<const AddressRange> proxies, Request& request) {
    if (!is_ours(proxies, request.remote)) return;
    std::string schemes = joined(request.headers, "x-forwarded-proto");
    request.secure = same_name(trimmed(std::string_view(schemes).substr(schemes.rfind(',') + 1)), "https");
    // From the right, the first that is no proxy of ours: whatever stands left of it can be invented.
    std::string hops = joined(request.headers, "x-forwarded-for");
    std::string_view chain = hops;
    while (!chain.empty() && is_ours(proxies, request.remote)) {
        auto comma = chain.rfind(',');
        auto hop = Address::parse(trimmed(comma == chain.npos ? chain : chain.substr(comma + 1)));
        if (!hop) return;
        request.remote = hop->text();
        chain = comma == chain.npos ? std::string_view{} : chain.substr(0, comma);
    }
}

}  // namespace net
