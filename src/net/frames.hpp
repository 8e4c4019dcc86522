#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/client.hpp"

namespace net {

struct FramesOptions {
    std::string url = {};  // ws, wss, http or https
    Headers headers = {};
    int connect_seconds = 20;             // DNS, TCP, TLS and the handshake together
    int silence_seconds = 90;             // a line this long without a sign of life is gone
    std::size_t max_bytes = 1u << 20;     // of one frame; a longer one ends the line
    std::vector<std::string> first = {};  // text frames sent at once; for a WebSocket
    HttpOptions trust = {};               // guard, extra CA and user agent
};

// One message of a stream: a text frame of a WebSocket has no event.
struct Frame {
    std::string event = {}, data = {};
};

// A guarded line that tells by itself: a WebSocket (RFC 6455) or server-sent events. Certificates are
// verified, pings are answered. It is read on a thread of its own, so that nothing waits in the socket; what
// is given out is at most a thousand frames behind, then the other side has to wait. For one thread, except
// interrupt().
class Frames {
public:
    // Throws FetchError: guard, name, connect, tls, protocol (the other side answered something else).
    static std::unique_ptr<Frames> websocket(const FramesOptions&);
    static std::unique_ptr<Frames> events(const FramesOptions&);
    virtual ~Frames() = default;
    // The next message; nullopt after `seconds` or when interrupted. Throws FetchError{protocol} when the
    // line is gone; what was received before is given out first.
    virtual std::optional<Frame> read(double seconds) = 0;
    // Wakes a read() from any thread, now and ever after.
    virtual void interrupt() = 0;
};

}  // namespace net
