#include "net/session.hpp"

#include <limits>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/read.hpp>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "net/incoming.hpp"
#include "net/on_worker.hpp"
#include "net/target.hpp"

namespace net {
namespace http = boost::beast::http;
namespace {
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
// A body may take the idle time and one second more for each of these bytes that arrived.
constexpr std::uint64_t slowest_upload = 4096;

// The status to answer, or 0 to close without a word.
int status_of(error_code error, bool expired) {
    if (expired) return 408;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    return error.category() == http::make_error_code(http::error::bad_method).category() ? 400 : 0;
}

}  // namespace

std::int64_t steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Session::Session(Core& core, Socket socket)
    : core_(core), socket_(std::move(socket)), due_ms_(std::numeric_limits<std::int64_t>::max()) {
    std::lock_guard lock(core_.mutex);
    core_.sessions.insert(this);
}

Session::~Session() {
    if (stream_) stream_->detach();
    std::lock_guard lock(core_.mutex);
    core_.sessions.erase(this);
    core_.changed.notify_all();
}

asio::awaitable<void> Session::run() {
    auto self = shared_from_this();
    try {
        bool more = true;
        while (more) {
            more = co_await request_begins();
            if (more) more = co_await serve_one();
        }
    } catch (const std::exception& error) {
        logging::error("connection_failed", {{"error", error.what()}});
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void Session::expire() {
    asio::post(socket_.get_executor(), [weak = weak_from_this()] {
        auto self = weak.lock();
        if (!self || !self->overdue(steady_ms())) return;
        self->expired_ = true;
        error_code ignored;
        self->socket_.cancel(ignored);
    });
}

void Session::retire() {
    asio::post(socket_.get_executor(), [weak = weak_from_this()] {
        auto self = weak.lock();
        if (!self) return;
        error_code ignored;
        if (self->idle_) self->socket_.cancel(ignored);
        if (self->stream_) self->stream_->close();
    });
}

void Session::drop() {
    asio::post(socket_.get_executor(), [weak = weak_from_this()] {
        auto self = weak.lock();
        if (!self) return;
        error_code ignored;
        self->expired_ = true;
        if (self->stream_) self->stream_->abandon();
        self->socket_.close(ignored);
    });
}

void Session::allow(std::int64_t seconds) {
    due_ms_ = seconds > 0 ? steady_ms() + seconds * 1000 : std::numeric_limits<std::int64_t>::max();
}

std::string Session::peer() const {
    error_code error;
    auto endpoint = socket_.remote_endpoint(error);
    if (error) return {};
    auto address = Address::parse(endpoint.address().to_string());
    return address ? address->text() : std::string{};
}

asio::awaitable<bool> Session::request_begins() {
    if (core_.stopping) co_return false;
    if (buffer_.size() > 0) co_return true;
    buffer_ = {};
    allow(core_.options.idle_seconds);
    idle_ = true;
    auto [error] = co_await socket_.async_wait(Socket::wait_read, quietly);
    idle_ = false;
    co_return !error && !core_.stopping;
}

asio::awaitable<bool> Session::serve_one() {
    Incoming incoming(core_);
    int refused = co_await read(incoming);
    if (refused != 0) {
        if (refused > 0) co_await refuse(incoming.refusal.value_or(problem(refused)));
        co_return false;
    }
    Request& request = incoming.request;
    Response response;
    allow(0);
    co_await on_worker(core_, core_.workers, [&] { response = run_handler(core_, request); });
    Envelope envelope{.keep_alive = incoming.keep_alive && !core_.stopping, .trace = request.trace};
    if (response.stream && request.method != Method::head && may_have_body(response.status)) {
        envelope.framing = incoming.parser.get().version() < 11 ? Framing::until_close : Framing::chunked;
        envelope.keep_alive = false;
        co_await answer_stream(request, response, envelope);
        co_return false;
    }
    co_return co_await answer(request, response, envelope);
}

// 0 when the whole request is there, -1 to close without a word, else the status that refuses it.
asio::awaitable<int> Session::read(Incoming& incoming) {
    allow(core_.options.header_seconds);
    auto [error, count] = co_await http::async_read_header(socket_, buffer_, incoming.parser, quietly);
    if (error) {
        int status = status_of(error, expired_);
        co_return status == 0 ? -1 : status;
    }
    int refused = incoming.understand(peer());
    if (refused == 0) refused = co_await admit(incoming);
    if (refused != 0) co_return refused;
    auto& message = incoming.parser.get();
    bool asks_first = same_name(std::string_view(message[http::field::expect]), "100-continue");
    if (asks_first && !incoming.parser.is_done() && buffer_.size() == 0) {
        bool alive = co_await send("HTTP/1.1 100 Continue\r\n\r\n");
        if (!alive) co_return -1;
    }
    int status = co_await read_body(incoming);
    co_return status;
}

// Whoever sends more than anybody may is asked who he is before a byte of it is read.
asio::awaitable<int> Session::admit(Incoming& incoming) {
    auto given = incoming.request.headers.get("x-request-id");
    incoming.request.trace = sane_trace(given) ? std::string(given) : hex(core_.random.bytes(8));
    if (core_.gate && incoming.is_large()) {
        allow(0);
        co_await on_worker(core_, core_.workers, [&] { incoming.admit(ask_gate(core_, incoming.request)); });
    } else {
        incoming.admit({.max_body = core_.options.max_body});
    }
    co_return incoming.refusal ? incoming.refusal->status : 0;
}

asio::awaitable<int> Session::read_body(Incoming& incoming) {
    auto start = steady_ms();
    std::uint64_t received = 0;
    while (!incoming.parser.is_done()) {
        auto seconds = core_.options.idle_seconds + static_cast<std::int64_t>(received / slowest_upload);
        due_ms_ = start + seconds * 1000;
        auto [error, count] = co_await http::async_read_some(socket_, buffer_, incoming.parser, quietly);
        if (error) {
            int status = status_of(error, expired_);
            if (status == 413) incoming.refuse_size();
            co_return status == 0 ? -1 : status;
        }
        received += count;
        if (!incoming.count(count)) co_return 503;
        if (incoming.wants_writing() && !incoming.parser.is_done()) {
            bool written = co_await write_down(incoming, Incoming::More::comes);
            if (!written) co_return 503;
        }
    }
    if (!incoming.goes_to_a_file()) {
        incoming.request.body = std::move(incoming.parser.get().body());
        co_return 0;
    }
    bool written = co_await write_down(incoming, Incoming::More::none);
    co_return written ? 0 : 503;
}

asio::awaitable<bool> Session::write_down(Incoming& incoming, Incoming::More more) {
    allow(0);
    bool written = false;
    co_await on_worker(core_, core_.workers, [&] { written = incoming.write_down(more); });
    co_return written;
}

}  // namespace net
