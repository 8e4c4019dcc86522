#pragma once
// A scripted server, for tests: counts its connections and plays one function for each.
#include <csignal>
#include <mutex>
#include <thread>

#include "net/certificates_test.hpp"
#include "net/peer_test.hpp"

namespace net::test {

// One connection as the script sees it; plain until secure() is called.
class Talk {
public:
    explicit Talk(int handle) : handle_(handle) {}
    ~Talk() { SSL_free(ssl_); }
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    bool secure(const Identity& identity) {
        ssl_ = identity.accept_on(handle_);
        return ssl_ != nullptr;
    }
    bool say(std::string_view text) {
        while (!text.empty()) {
            auto count = ssl_ != nullptr
                             ? SSL_write(ssl_, text.data(), static_cast<int>(text.size()))
                             : static_cast<int>(::send(handle_, text.data(), text.size(), MSG_NOSIGNAL));
            if (count <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    // Up to and with `mark`; less when the peer goes.
    std::string until(std::string_view mark) {
        while (kept_.find(mark) == std::string::npos && more()) {
        }
        auto at = kept_.find(mark);
        return cut(at == std::string::npos ? kept_.size() : at + mark.size());
    }
    std::string line() { return until("\r\n"); }
    std::string bytes(std::size_t count) {
        while (kept_.size() < count && more()) {
        }
        return cut(std::min(count, kept_.size()));
    }
    void wait_for_end() {
        while (more()) kept_.clear();
    }
    // Ends it with a reset instead of a farewell.
    void reset() {
        linger hard{1, 0};
        ::setsockopt(handle_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }

private:
    bool more() {
        char buffer[16384];
        auto count = ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof buffer)
                                     : static_cast<int>(::recv(handle_, buffer, sizeof buffer, 0));
        if (count <= 0) return false;
        kept_.append(buffer, static_cast<std::size_t>(count));
        return true;
    }
    std::string cut(std::size_t count) {
        std::string out = kept_.substr(0, count);
        kept_.erase(0, count);
        return out;
    }

    int handle_;
    SSL* ssl_ = nullptr;
    std::string kept_;
};

class Host {
public:
    using Play = std::function<void(Talk&)>;

    explicit Host(Play play = {}, const std::string& address = "127.0.0.1", std::uint16_t port = 0)
        : play_(std::move(play)) {
        bool v6 = address.find(':') != std::string::npos;
        handle_ = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_storage storage{};
        auto* v4_form = reinterpret_cast<sockaddr_in*>(&storage);
        auto* v6_form = reinterpret_cast<sockaddr_in6*>(&storage);
        int on = 1;
        if (v6) {
            v6_form->sin6_family = AF_INET6;
            v6_form->sin6_port = htons(port);
            inet_pton(AF_INET6, address.c_str(), &v6_form->sin6_addr);
            ::setsockopt(handle_, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        } else {
            v4_form->sin_family = AF_INET;
            v4_form->sin_port = htons(port);
            inet_pton(AF_INET, address.c_str(), &v4_form->sin_addr);
        }
        socklen_t size = v6 ? sizeof *v6_form : sizeof *v4_form;
        ::setsockopt(handle_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        listening_ =
            ::bind(handle_, reinterpret_cast<sockaddr*>(&storage), size) == 0 && ::listen(handle_, 256) == 0;
        ::getsockname(handle_, reinterpret_cast<sockaddr*>(&storage), &size);
        port_ = ntohs(v6 ? v6_form->sin6_port : v4_form->sin_port);
        accepting_ = std::thread([this] { accept(); });
    }
    ~Host() {
        ::shutdown(handle_, SHUT_RDWR);
        accepting_.join();
        {
            std::lock_guard lock(mutex_);
            for (int one : open_) ::shutdown(one, SHUT_RDWR);
        }
        for (auto& thread : talks_) thread.join();
        ::close(handle_);
    }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    bool listening() const { return listening_; }
    std::uint16_t port() const { return port_; }
    int connections() const { return count_; }

private:
    void accept() {
        for (;;) {
            int one = ::accept4(handle_, nullptr, nullptr, SOCK_CLOEXEC);
            if (one < 0) return;
            ++count_;
            std::lock_guard lock(mutex_);
            open_.push_back(one);
            talks_.emplace_back([this, one] { talk(one); });
        }
    }
    void talk(int one) {
        // OpenSSL writes without MSG_NOSIGNAL. Blocked for this thread only, so that a SIGPIPE of what is
        // being tested still kills the test.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        if (play_) {
            Talk talk(one);
            play_(talk);
        }
        std::lock_guard lock(mutex_);
        std::erase(open_, one);
        ::close(one);
    }

    Play play_;
    int handle_ = -1;
    bool listening_ = false;
    std::uint16_t port_ = 0;
    std::atomic<int> count_ = 0;
    std::mutex mutex_;
    std::vector<int> open_;
    std::vector<std::thread> talks_;
    std::thread accepting_;
};

}  // namespace net::test
