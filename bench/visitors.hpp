#pragma once
#include <cstdint>
#include <string>
#include <vector>

// Those who ask: simple HTTP/1.1 clients, each on a connection and a thread of its own.
namespace bench {

struct Answer {
    int status = 0;
    std::string body;
};

struct Visit {
    std::uint16_t port = 0;
    std::string cookie;                // sent with every request when not empty
    std::vector<std::string> targets;  // asked for in turn
    int connections = 8;
    double seconds = 1;
};

struct Visited {
    std::int64_t answered = 0, refused = 0;  // refused: anything but 200
    double p50_ms = 0, p95_ms = 0, p99_ms = 0, worst_ms = 0;
};

// One request on a connection of its own. Throws Error{unavailable} when there is no answer.
Answer ask(std::uint16_t port, const std::string& cookie, const std::string& target);
// The same with a body.
Answer tell(std::uint16_t port, const std::string& target, const std::string& body);
// Keeps every connection busy until the time is over; its threads are gone when it returns.
Visited visit(const Visit&);

}  // namespace bench
