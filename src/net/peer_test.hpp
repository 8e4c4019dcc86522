#pragma once
// The other end of a line, for tests: a plain blocking socket with a time limit.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace net::test {

class Peer {
public:
    explicit Peer(int handle) : handle_(handle) {}
    Peer(Peer&& other) noexcept : handle_(std::exchange(other.handle_, -1)), kept_(std::move(other.kept_)) {}
    Peer& operator=(Peer&& other) noexcept {
        std::swap(handle_, other.handle_);
        std::swap(kept_, other.kept_);
        return *this;
    }
    ~Peer() { close(); }

    static Peer to(std::uint16_t port, int receive_buffer = 0) {
        int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (receive_buffer > 0)
            ::setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            ::close(handle);
            handle = -1;
        }
        return Peer(handle);
    }

    bool connected() const { return handle_ >= 0; }
    int handle() const { return handle_; }
    void close() {
        if (handle_ >= 0) ::close(std::exchange(handle_, -1));
    }

    // False when the other side has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto count = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    // Up to and with `mark`; what came before the end or the time limit otherwise.
    std::string until(std::string_view mark, int limit_ms = 10'000) {
        for (;;) {
            auto at = kept_.find(mark);
            if (at != std::string::npos) return cut(at + mark.size());
            if (!more(limit_ms)) return cut(kept_.size());
        }
    }
    std::string line() { return until("\r\n"); }
    std::string exactly(std::size_t count, int limit_ms = 10'000) {
        while (kept_.size() < count && more(limit_ms)) {
        }
        return cut(std::min(count, kept_.size()));
    }
    // Everything until the other side closes.
    std::string rest(int limit_ms = 10'000) {
        while (more(limit_ms)) {
        }
        return cut(kept_.size());
    }
    // True when the other side closes (or resets) within the limit; what it still says is kept.
    bool ends(int limit_ms = 10'000) {
        while (more(limit_ms)) {
        }
        return ended_;
    }

private:
    bool more(int limit_ms) {
        pollfd ready{handle_, POLLIN, 0};
        if (handle_ < 0 || ::poll(&ready, 1, limit_ms) <= 0) return false;
        char buffer[16384];
        auto count = ::recv(handle_, buffer, sizeof buffer, 0);
        if (count <= 0) {
            ended_ = true;
            return false;
        }
        kept_.append(buffer, static_cast<std::size_t>(count));
        return true;
    }
    std::string cut(std::size_t count) {
        std::string out = kept_.substr(0, count);
        kept_.erase(0, count);
        return out;
    }

    int handle_;
    std::string kept_;
    bool ended_ = false;
};

// One answer as a client reads it.
struct Answer {
    int status = 0;
    std::string head, body;
};

inline Answer read_answer(Peer& peer, bool without_body = false) {
    Answer answer;
    answer.head = peer.until("\r\n\r\n");
    if (answer.head.size() > 12) answer.status = std::atoi(answer.head.substr(9, 3).c_str());
    auto at = answer.head.find("Content-Length: ");
    if (at != std::string::npos && !without_body)
        answer.body = peer.exactly(static_cast<std::size_t>(std::atoll(answer.head.c_str() + at + 16)));
    return answer;
}

}  // namespace net::test
