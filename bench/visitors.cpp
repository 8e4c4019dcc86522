#include "bench/visitors.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"

namespace bench {
namespace {
using Steady = std::chrono::steady_clock;

class Visitor {
public:
    explicit Visitor(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET, to.sin_port = htons(port), to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        timeval patience{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) gone();
    }
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;
    ~Visitor() { ::close(socket_); }

    Answer ask(std::string_view request) {
        for (auto rest = request; !rest.empty();) {
            auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent <= 0) gone();
            rest.remove_prefix(static_cast<std::size_t>(sent));
        }
        std::size_t head = 0;
        while ((head = waiting_.find("\r\n\r\n")) == waiting_.npos) more();
        Answer answer;
        answer.status = static_cast<int>(number(waiting_.find(' ') + 1));
        auto length = length_of(std::string_view(waiting_).substr(0, head));
        while (waiting_.size() < head + 4 + length) more();
        answer.body = waiting_.substr(head + 4, length);
        waiting_.erase(0, head + 4 + length);
        return answer;
    }

private:
    [[noreturn]] static void gone() {
        throw Error{Code::unavailable, "The server that is measured gives no answer."};
    }
    void more() {
        std::array<char, 65'536> part;
        auto got = ::recv(socket_, part.data(), part.size(), 0);
        if (got <= 0) gone();
        waiting_.append(part.data(), static_cast<std::size_t>(got));
    }
    std::size_t number(std::size_t at) const {
        std::size_t value = 0;
        std::from_chars(waiting_.data() + std::min(at, waiting_.size()), waiting_.data() + waiting_.size(),
                        value);
        return value;
    }
    std::size_t length_of(std::string_view head) const {
        constexpr std::string_view name = "\r\nContent-Length: ";
        auto at = head.find(name);
        return at == head.npos ? 0 : number(at + name.size());
    }

    int socket_;
    std::string waiting_;
};

std::string request(const std::string& cookie, const std::string& target) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", target,
                       cookie.empty() ? "" : fmt::format("Cookie: {}\r\n", cookie));
}

struct Seen {
    std::vector<double> ms;
    std::int64_t refused = 0;
};

// At least once, however long the machine takes to let it begin. A visitor who loses the connection has been
// refused and goes home.
void keep_asking(const Visit& v, std::size_t first, Steady::time_point end, Seen& seen) try {
    Visitor visitor(v.port);
    auto n = first;
    do {
        auto began = Steady::now();
        auto answer = visitor.ask(request(v.cookie, v.targets[n++ % v.targets.size()]));
        seen.ms.push_back(std::chrono::duration<double, std::milli>(Steady::now() - began).count());
        seen.refused += answer.status == 200 ? 0 : 1;
    } while (Steady::now() < end);
} catch (const Error&) {
    ++seen.refused;
}

double at_share(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}
}  // namespace

Answer ask(std::uint16_t port, const std::string& cookie, const std::string& target) {
    return Visitor(port).ask(request(cookie, target));
}

Answer tell(std::uint16_t port, const std::string& target, const std::string& body) {
    return Visitor(port).ask(fmt::format(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\r\n{}", target, body.size(), body));
}

Visited visit(const Visit& v) {
    auto end = Steady::now() +
               std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(v.seconds));
    std::vector<Seen> seen(static_cast<std::size_t>(v.connections));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < seen.size(); ++i)
        threads.emplace_back([&, i] { keep_asking(v, i * 7, end, seen[i]); });
    for (auto& thread : threads) thread.join();
    std::vector<double> all;
    Visited out;
    for (const auto& each : seen) {
        all.insert(all.end(), each.ms.begin(), each.ms.end());
        out.refused += each.refused;
    }
    std::sort(all.begin(), all.end());
    out.answered = static_cast<std::int64_t>(all.size());
    out.p50_ms = at_share(all, 0.5), out.p95_ms = at_share(all, 0.95), out.p99_ms = at_share(all, 0.99);
    out.worst_ms = all.empty() ? 0 : all.back();
    return out;
}
}  // namespace bench
