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
}  // namespace

void believe_proxy(std::span<const AddressRange> proxies, Request& request) {
    if (!is_ours(proxies, request.remote)) return;
    request.secure = same_name(trimmed(request.headers.get("x-forwarded-proto")), "https");
    // From the right, the first that is no proxy of ours: whatever stands left of it can be invented.
    std::string_view chain = request.headers.get("x-forwarded-for");
    while (!chain.empty() && is_ours(proxies, request.remote)) {
        auto comma = chain.rfind(',');
        auto hop = Address::parse(trimmed(comma == chain.npos ? chain : chain.substr(comma + 1)));
        if (!hop) return;
        request.remote = hop->text();
        chain = comma == chain.npos ? std::string_view{} : chain.substr(0, comma);
    }
}

}  // namespace net
