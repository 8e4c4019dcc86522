#pragma once
// Private to the server's .cpp files: one connection.
#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "net/answer.hpp"
#include "net/core.hpp"
#include "net/incoming.hpp"
#include "net/stream.hpp"

namespace net {

// Everything happens on the strand of its socket, except what says otherwise. The coroutine of run()
// keeps it alive; an idle one is that coroutine's frame, the socket, and no buffer.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Core& core, Socket socket);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<void> run();

    // From any thread.
    bool overdue(std::int64_t now_ms) const { return now_ms > due_ms_; }
    void expire();
    void retire();  // ends when it has nothing to do, or with the answer that is on its way
    void drop();    // ends now

private:
    asio::awaitable<bool> request_begins();
    asio::awaitable<bool> serve_one();
    asio::awaitable<int> read(Incoming&);
    asio::awaitable<int> admit(Incoming&);
    asio::awaitable<int> read_body(Incoming&);
    asio::awaitable<bool> write_down(Incoming&, Incoming::More);
    asio::awaitable<bool> answer(const Request&, Response&, Envelope);
    asio::awaitable<bool> answer_file(const Request&, Response&, Envelope);
    asio::awaitable<void> answer_stream(const Request&, Response&, Envelope);
    asio::awaitable<bool> send(std::string_view first, std::string_view second = {});
    asio::awaitable<void> refuse(Response);
    asio::awaitable<void> linger();
    void run_stream(const Request&, Response&, std::shared_ptr<Stream>);
    void stream_changed();
    void watch_peer(std::shared_ptr<Stream>);

    void allow(std::int64_t seconds);  // the time for what comes next; 0: any
    std::string peer() const;

    Core& core_;
    Socket socket_;
    boost::beast::flat_buffer buffer_;
    std::atomic<std::int64_t> due_ms_;
    std::shared_ptr<Stream> stream_;  // while one is open
    bool idle_ = false;
    bool expired_ = false;
};

std::int64_t steady_ms();

}  // namespace net
