#include "net/resolve.hpp"

#include <cstring>
#include <future>
#include <netdb.h>

#include "net/client.hpp"

namespace net {
namespace {
std::string numeric(const addrinfo& one) {
    char host[NI_MAXHOST] = {};
    getnameinfo(one.ai_addr, one.ai_addrlen, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
    return host;
}

std::vector<Endpoint> look_up(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
    addrinfo* first = nullptr;
    std::vector<Endpoint> out;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &first) != 0) return out;
    for (auto* one = first; one != nullptr; one = one->ai_next) {
        Endpoint endpoint{.size = one->ai_addrlen, .text = numeric(*one)};
        std::memcpy(&endpoint.address, one->ai_addr, one->ai_addrlen);
        out.push_back(std::move(endpoint));
    }
    freeaddrinfo(first);
    return out;
}
}  // namespace

// getaddrinfo knows no deadline, so it gets a thread that may outlive our patience and owns all it needs.
std::vector<Endpoint> resolve(const std::string& host, std::uint16_t port,
                              std::chrono::steady_clock::time_point deadline) {
    std::promise<std::vector<Endpoint>> promise;
    auto answer = promise.get_future();
    std::thread([host, port, promise = std::move(promise)]() mutable {
        promise.set_value(look_up(host, port));
    }).detach();
    if (answer.wait_until(deadline) != std::future_status::ready)
        throw FetchError(FetchError::Reason::timeout,
                         fmt::format("The name service does not answer for {}. Try again later.", host));
    return answer.get();
}

}  // namespace net
