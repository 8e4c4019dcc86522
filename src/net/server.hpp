#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/http.hpp"

namespace net {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    int io_threads = 1;
    int workers = 4;
    std::uint64_t max_body = 1u << 20;      // taken from anybody; beyond, the gate decides, or it is a 413
    std::uint64_t max_bodies = 128u << 20;  // of all requests together, in memory; answered 503 beyond
    std::size_t stream_buffer = 1u << 20;   // bytes waiting for one slow reader
    std::vector<std::string> trusted_proxies = {};  // addresses whose X-Forwarded-For/-Proto count
    int idle_seconds = 75, header_seconds = 10;     // slow-loris bounds
    std::size_t max_connections = 12'000;
};

// What may follow the head of a request whose body is large, or of a length it does not tell.
struct Admission {
    std::uint64_t max_body = 0;            // answered 413 beyond, without reading it
    std::string directory = {};            // not empty: the body becomes a file there, see Request
    std::optional<Response> refusal = {};  // answered at once, instead of reading anything
};

// An HTTP/1.1 server (RFC 9110, 9112) on Asio and Beast: keep-alive, pipelining in order, HEAD, 100-continue,
// ETag/If-None-Match is the handler's business. The handler is a plain function on a worker thread; if it
// throws, the peer gets a bare 500. Ten thousand idle or streaming connections cost sockets, not threads.
class Server {
public:
    using Handler = std::function<Response(const Request&)>;
    // Asked on a worker thread before any of a body beyond max_body is read; without one it is a 413.
    using Gate = std::function<Admission(const Request&)>;
    // Binds at once: throws Error{unavailable} naming host:port and the remedy when that fails.
    static std::unique_ptr<Server> start(const ServerOptions&, Handler, Gate = {});
    virtual ~Server() = default;  // stops, see stop()
    virtual std::uint16_t port() const = 0;
    // Accepts no more, lets running requests end (at most `seconds`), closes streams, joins. Returns within
    // half a second more whatever happens: a handler that never ends is left running, and the log says so.
    virtual void stop(int seconds = 10) = 0;
    virtual std::size_t connections() const = 0;
};

}  // namespace net
