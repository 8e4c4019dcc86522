#pragma once
// Private to the server's .cpp files: what all connections of one server share.
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/random.hpp"
#include "net/address.hpp"
#include "net/server.hpp"

namespace net {
namespace asio = boost::asio;
using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Strand>;
using boost::system::error_code;

class Session;

struct Core {
    Core(const ServerOptions&, Server::Handler, Server::Gate);

    // Counts what runs on the workers, so that stop() can wait for it.
    void begin_work();
    void end_work();

    ServerOptions options;
    Server::Handler handler;
    Server::Gate gate;
    std::vector<AddressRange> trusted;
    SystemRandom random;
    std::atomic<bool> stopping = false;
    std::atomic<int> next_trace = 0;

    std::mutex mutex;
    std::condition_variable changed;
    std::unordered_set<Session*> sessions;
    int working = 0;
    std::atomic<std::uint64_t> body_bytes = 0;  // of all requests being read or answered

    // The io_context owns the coroutines, which touch everything above when they go.
    asio::io_context io;
    asio::ip::tcp::acceptor acceptor;
    asio::steady_timer sweep;
    // Long streams block their thread while the peer is slow; they must not starve the requests.
    asio::thread_pool workers, streamers;
};

}  // namespace net
