#include "net/server.hpp"

#include <netinet/tcp.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/error.hpp"
#include "base/log.hpp"
#include "net/on_worker.hpp"
#include "net/session.hpp"

namespace net {
namespace {
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr int backlog = 4096;
// A stream's small heartbeats would fill the buffers of a peer that vanished for hours before it is noticed.
constexpr int unacknowledged_ms = 60'000;

std::string shown(const ServerOptions& options) {
    bool v6 = options.host.find(':') != std::string::npos;
    std::string host = v6 ? "[" + options.host + "]" : options.host;
    return fmt::format("{}:{}", host, options.port);
}

[[noreturn]] void fail(const ServerOptions& options, std::string_view reason, const error_code& error) {
    throw Error{Code::unavailable,
                fmt::format("Cannot listen on {}: {}. Choose another with --listen HOST:PORT.",
                            shown(options), reason),
                error.message()};
}

std::string_view reason_of(const error_code& error) {
    if (error == asio::error::address_in_use) return "the port is in use";
    if (error == asio::error::access_denied) return "this port needs the rights of an administrator";
    if (error == boost::system::errc::address_not_available) return "this machine has no such address";
    return "the system refuses";
}

tcp::endpoint endpoint_of(asio::io_context& io, const ServerOptions& options) {
    error_code error;
    auto address = asio::ip::make_address(options.host, error);
    if (!error) return {address, options.port};
    tcp::resolver resolver(io);
    auto found = resolver.resolve(options.host, "", tcp::resolver::passive, error);
    if (error || found.empty()) fail(options, "this host name is not known", error);
    return {found.begin()->endpoint().address(), options.port};
}

void bind(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, const ServerOptions& options) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(backlog, error);
    if (error) fail(options, reason_of(error), error);
}

class Listener final : public Server {
public:
    Listener(const ServerOptions& options, Handler handler, Gate gate)
        : core_(std::make_unique<Core>(options, std::move(handler), std::move(gate))) {
        bind(core_->acceptor, endpoint_of(core_->io, options), options);
        port_ = core_->acceptor.local_endpoint().port();
        asio::co_spawn(core_->io, accept(), asio::detached);
        sweep();
        for (int i = 0; i < std::max(1, options.io_threads); ++i)
            threads_.emplace_back([this] { core_->io.run(); });
    }
    ~Listener() override { stop(10); }

    std::uint16_t port() const override { return port_; }
    std::size_t connections() const override;
    void stop(int seconds) override;

private:
    asio::awaitable<void> accept();
    void welcome(Socket socket);
    void sweep();
    void retire_all();

    std::unique_ptr<Core> core_;
    std::vector<std::thread> threads_;
    std::uint16_t port_ = 0;
    bool stopped_ = false;
};

asio::awaitable<void> Listener::accept() {
    while (!core_->stopping) {
        auto [error, socket] = co_await core_->acceptor.async_accept(asio::make_strand(core_->io), quietly);
        if (!error) {
            welcome(std::move(socket));
        } else if (!core_->stopping) {
            // Out of file handles, as a rule: some will come back.
            asio::steady_timer pause(core_->io, 100ms);
            co_await pause.async_wait(quietly);
        }
    }
}

void Listener::welcome(Socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    int patience_ms = unacknowledged_ms;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience_ms, sizeof patience_ms);
    if (connections() >= core_->options.max_connections) {
        Response full = problem(503);
        auto text = answer_head(full, {.length = full.body.size(), .keep_alive = false}) + full.body;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(text), ignored);
        return;
    }
    auto strand = socket.get_executor();
    auto session = std::make_shared<Session>(*core_, std::move(socket));
    asio::co_spawn(
        strand, [session] { return session->run(); }, asio::detached);
}

// One look at every deadline a second is cheaper than a timer in each connection.
void Listener::sweep() {
    core_->sweep.expires_after(1s);
    core_->sweep.async_wait([this](error_code error) {
        if (error) return;
        auto now = steady_ms();
        {
            std::lock_guard lock(core_->mutex);
            for (Session* session : core_->sessions)
                if (session->overdue(now)) session->expire();
        }
        sweep();
    });
}

std::size_t Listener::connections() const {
    if (!core_) return 0;
    std::lock_guard lock(core_->mutex);
    return core_->sessions.size();
}

void Listener::retire_all() {
    core_->stopping = true;
    asio::post(core_->io, [this] {
        error_code ignored;
        core_->acceptor.close(ignored);
    });
    std::lock_guard lock(core_->mutex);
    for (Session* session : core_->sessions) session->retire();
}

void Listener::stop(int seconds) {
    if (std::exchange(stopped_, true)) return;
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    retire_all();
    bool quiet = false;
    {
        std::unique_lock lock(core_->mutex);
        core_->changed.wait_until(lock, deadline,
                                  [&] { return core_->sessions.empty() && core_->working == 0; });
        // A stream that waits for its slow peer is let go here; a handler that never returns cannot be.
        for (Session* session : core_->sessions) session->drop();
        quiet = core_->changed.wait_for(lock, 500ms, [&] { return core_->working == 0; });
    }
    core_->io.stop();
    for (auto& thread : threads_) thread.join();
    if (quiet) {
        core_->workers.join();
        core_->streamers.join();
        return;
    }
    // Its thread still uses all of this; better left behind than pulled away.
    logging::error("handler_left_running", {{"seconds", std::to_string(seconds)}});
    [[maybe_unused]] Core* leaked = core_.release();
}
}  // namespace

Core::Core(const ServerOptions& given, Server::Handler handle, Server::Gate asked)
    : options(given),
      handler(std::move(handle)),
      gate(std::move(asked)),
      io(given.io_threads),
      acceptor(io),
      sweep(io),
      workers(static_cast<std::size_t>(std::max(1, given.workers))),
      streamers(static_cast<std::size_t>(std::max(1, given.workers))) {
    for (const auto& text : options.trusted_proxies) {
        auto range = AddressRange::parse(text);
        if (!range) throw Error{Code::bad_request, fmt::format("\"{}\" is no address of a proxy.", text)};
        trusted.push_back(*range);
    }
}

void Core::begin_work() {
    std::lock_guard lock(mutex);
    ++working;
}

void Core::end_work() {
    std::lock_guard lock(mutex);
    --working;
    changed.notify_all();
}

Response run_handler(const Core& core, const Request& request) {
    logging::Trace trace(request.trace);
    try {
        return core.handler(request);
    } catch (const Error& error) {
        logging::error("handler_failed", {{"error", error.text()}, {"detail", error.detail()}});
    } catch (const std::exception& error) {
        logging::error("handler_failed", {{"error", error.what()}});
    }
    return problem(500);
}

Admission ask_gate(const Core& core, const Request& request) {
    logging::Trace trace(request.trace);
    try {
        return core.gate(request);
    } catch (const std::exception& error) {
        logging::error("gate_failed", {{"error", error.what()}});
    }
    return {.refusal = problem(500)};
}

std::unique_ptr<Server> Server::start(const ServerOptions& options, Handler handler, Gate gate) {
    return std::make_unique<Listener>(options, std::move(handler), std::move(gate));
}

}  // namespace net
