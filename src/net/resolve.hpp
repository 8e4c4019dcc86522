#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace net {

struct Endpoint {
    sockaddr_storage address{};
    socklen_t size = 0;
    std::string text;  // numeric, for the guard
};

// Every address of a name, in the system's order of preference; empty when it is not known. Throws
// FetchError{timeout} when the name service is silent until the deadline.
std::vector<Endpoint> resolve(const std::string& host, std::uint16_t port,
                              std::chrono::steady_clock::time_point deadline);

}  // namespace net
