#include "net/line.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "net/resolve.hpp"
#include "net/tls.hpp"

namespace net {
namespace {
using Clock = std::chrono::steady_clock;
using Reason = FetchError::Reason;
using Step = Tls::Step;

class Handle {
public:
    explicit Handle(int value = -1) : value_(value) {}
    Handle(Handle&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Handle() {
        if (value_ >= 0) ::close(value_);
    }
    int value() const { return value_; }
    explicit operator bool() const { return value_ >= 0; }

private:
    int value_;
};

Clock::time_point in(int seconds) {
    return Clock::now() + std::chrono::seconds(std::max(0, seconds));
}

int left_ms(Clock::time_point deadline) {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
}

// False at the deadline.
bool ready(int socket, short events, Clock::time_point deadline) {
    pollfd one{socket, events, 0};
    for (;;) {
        int count = ::poll(&one, 1, left_ms(deadline));
        if (count > 0) return true;
        if (count == 0 && left_ms(deadline) == 0) return false;
        if (count < 0 && errno != EINTR) return false;
    }
}

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

enum class Attempt { connected, failed, timeout };

Attempt attempt(const Endpoint& endpoint, Clock::time_point deadline, Handle& into) {
    Handle socket(::socket(endpoint.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return Attempt::failed;
    int started =
        ::connect(socket.value(), reinterpret_cast<const sockaddr*>(&endpoint.address), endpoint.size);
    if (started != 0 && errno != EINPROGRESS) return Attempt::failed;
    if (!ready(socket.value(), POLLOUT, deadline)) return Attempt::timeout;
    int error = 0, on = 1;
    socklen_t size = sizeof error;
    ::getsockopt(socket.value(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return Attempt::failed;
    ::setsockopt(socket.value(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket.value(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    into = std::move(socket);
    return Attempt::connected;
}

std::vector<Endpoint> allowed_endpoints(const LineOptions& options, Clock::time_point deadline) {
    auto all = resolve(options.host, options.port, deadline);
    if (all.empty())
        throw FetchError(Reason::name,
                         fmt::format("The name {} is not known. Check its spelling.", options.host));
    Guard guard(options.trust.guard);
    std::erase_if(all,
                  [&](const auto& one) { return !guard.allows(one.text, options.port, options.purpose); });
    if (all.empty()) throw FetchError(Reason::refused_by_guard, Guard::refusal(options.host));
    return all;
}

// Each address gets an equal share of the time that is left, so that a dead first one does not cost all.
Handle connected(const LineOptions& options, Clock::time_point deadline) {
    auto endpoints = allowed_endpoints(options, deadline);
    Handle socket;
    auto last = Attempt::failed;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        auto share = (deadline - Clock::now()) / static_cast<std::int64_t>(endpoints.size() - i);
        last = attempt(endpoints[i], Clock::now() + share, socket);
        if (last == Attempt::connected) return socket;
    }
    if (last == Attempt::timeout)
        throw FetchError(Reason::timeout,
                         fmt::format("{} did not answer on port {} within {} seconds. Check the host and "
                                     "the port, or try again later.",
                                     options.host, options.port, options.connect_seconds));
    throw FetchError(
        Reason::connect,
        fmt::format("{} does not answer on port {}. Check the host and the port, or try again later.",
                    options.host, options.port));
}

class GuardedLine final : public Line {
public:
    explicit GuardedLine(const LineOptions& options);
    ~GuardedLine() override;
    void upgrade() override { secure(in(options_.connect_seconds)); }
    std::ptrdiff_t read(char* into, std::size_t size) override;
    void write(std::string_view bytes) override;
    bool wait(int seconds) override;
    void interrupt() override;
    int handle() const override { return socket_.value(); }

private:
    void secure(Clock::time_point deadline);
    Step read_some(char* into, std::size_t size, std::size_t& count);
    Step write_some(std::string_view bytes, std::size_t& count);
    bool has_bytes();
    void await(Step, Clock::time_point deadline);
    [[noreturn]] void fail_silent() const;
    [[noreturn]] void fail_broken() const;

    const LineOptions options_;
    Handle socket_, interrupted_;
    std::unique_ptr<Tls> tls_;
};

GuardedLine::GuardedLine(const LineOptions& options)
    : options_(options), interrupted_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    auto deadline = in(options.connect_seconds);
    socket_ = connected(options, deadline);
    if (options.tls) secure(deadline);
}

GuardedLine::~GuardedLine() {
    if (tls_) tls_->farewell();
}

void GuardedLine::secure(Clock::time_point deadline) {
    if (tls_) return;
    auto tls = std::make_unique<Tls>(socket_.value(), options_.host, options_.trust.extra_ca_file);
    for (;;) {
        auto step = tls->handshake();
        if (step == Step::done) break;
        if (step == Step::closed || step == Step::failed) throw FetchError(Reason::tls, tls->fault());
        await(step, deadline);
    }
    tls_ = std::move(tls);
}

std::ptrdiff_t GuardedLine::read(char* into, std::size_t size) {
    if (size == 0) return 0;
    auto deadline = in(options_.io_seconds);
    for (;;) {
        std::size_t count = 0;
        auto step = read_some(into, size, count);
        if (step == Step::done) return static_cast<std::ptrdiff_t>(count);
        if (step == Step::closed) return 0;
        if (step == Step::failed) fail_broken();
        await(step, deadline);
    }
}

void GuardedLine::write(std::string_view bytes) {
    auto deadline = in(options_.io_seconds);
    while (!bytes.empty()) {
        std::size_t count = 0;
        auto step = write_some(bytes, count);
        if (step == Step::closed || step == Step::failed) fail_broken();
        if (step != Step::done) {
            await(step, deadline);
            continue;
        }
        bytes.remove_prefix(count);
        deadline = in(options_.io_seconds);
    }
}

Step GuardedLine::read_some(char* into, std::size_t size, std::size_t& count) {
    if (tls_) return tls_->read(into, size, count);
    auto got = ::recv(socket_.value(), into, size, 0);
    if (got < 0) return would_block() ? Step::wants_read : Step::failed;
    count = static_cast<std::size_t>(got);
    return got == 0 ? Step::closed : Step::done;
}

Step GuardedLine::write_some(std::string_view bytes, std::size_t& count) {
    if (tls_) return tls_->write(bytes, count);
    auto sent = ::send(socket_.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return would_block() ? Step::wants_write : Step::failed;
    count = static_cast<std::size_t>(sent);
    return Step::done;
}

// A readable TLS socket may hold a mere ticket or half a record; only a look inside tells.
bool GuardedLine::has_bytes() {
    if (tls_) {
        auto step = tls_->peek();
        return step != Step::wants_read && step != Step::wants_write;
    }
    pollfd one{socket_.value(), POLLIN, 0};
    return ::poll(&one, 1, 0) > 0;
}

bool GuardedLine::wait(int seconds) {
    auto deadline = in(seconds);
    for (;;) {
        pollfd both[] = {{socket_.value(), POLLIN, 0}, {interrupted_.value(), POLLIN, 0}};
        bool bytes = has_bytes();
        int count = ::poll(both, 2, bytes ? 0 : left_ms(deadline));
        if (both[1].revents != 0) return false;
        if (bytes) return true;
        if (count == 0 && left_ms(deadline) == 0) return false;
        if (count < 0 && errno != EINTR) return true;  // read() will say what is wrong
    }
}

void GuardedLine::interrupt() {
    std::uint64_t one = 1;
    [[maybe_unused]] auto written = ::write(interrupted_.value(), &one, sizeof one);
}

void GuardedLine::await(Step step, Clock::time_point deadline) {
    if (!ready(socket_.value(), step == Step::wants_write ? POLLOUT : POLLIN, deadline)) fail_silent();
}

void GuardedLine::fail_silent() const {
    throw FetchError(Reason::timeout, fmt::format("{} fell silent. Try again later.", options_.host));
}

void GuardedLine::fail_broken() const {
    throw FetchError(Reason::protocol,
                     fmt::format("{} broke the connection. Try again later.", options_.host));
}
}  // namespace

std::unique_ptr<Line> Line::connect(const LineOptions& options) {
    return std::make_unique<GuardedLine>(options);
}

}  // namespace net
