#pragma once
#include "base/encoding.hpp"
#include "net/host_test.hpp"

namespace channels {

// For tests only: plays what it is given to every WebSocket that is opened, then ends it or stays.
class Mouth {
public:
    enum class Then { ends, stays };
    explicit Mouth(std::vector<std::string> frames, Then then = Then::ends)
        : frames_(std::move(frames)), then_(then) {}

    std::string address() const { return "ws://127.0.0.1:" + std::to_string(host_.port()); }
    int lines() const { return host_.connections(); }
    // The first lines of what was asked for, a connection each.
    std::vector<std::string> asked() const {
        std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    void play(net::test::Talk& talk) {
        auto head = talk.until("\r\n\r\n");
        {
            std::lock_guard lock(mutex_);
            asked_.push_back(head.substr(0, head.find("\r\n")));
        }
        auto at = head.find("Sec-WebSocket-Key: ") + 19;
        auto key = head.substr(at, head.find("\r\n", at) - at) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        unsigned char digest[20];
        SHA1(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest);
        talk.say(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: " +
            base64({reinterpret_cast<char*>(digest), sizeof digest}) + "\r\n\r\n");
        for (const auto& each : frames_) {
            std::string frame = "\x81";
            if (each.size() < 126)
                frame += static_cast<char>(each.size());
            else
                frame += static_cast<char>(126), frame += static_cast<char>(each.size() >> 8),
                    frame += static_cast<char>(each.size() & 0xFF);
            talk.say(frame + each);
        }
        if (then_ == Then::stays) talk.wait_for_end();
    }

    std::vector<std::string> frames_;
    Then then_;
    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
    net::test::Host host_{[this](net::test::Talk& talk) { play(talk); }};
};

}  // namespace channels
