#include "net/session.hpp"

#include <limits>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "net/forwarded.hpp"
#include "net/on_worker.hpp"
#include "net/target.hpp"

namespace net {
namespace http = boost::beast::http;
namespace {
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t max_head = 32u << 10;
// A body may take the idle time and one second more for each of these bytes that arrived.
constexpr std::uint64_t slowest_upload = 4096;

// Grows with what really arrives; Beast's own string body trusts Content-Length and reserves it.
struct Text {
    using value_type = std::string;
    static std::uint64_t size(const std::string& body) { return body.size(); }
    struct reader {
        std::string& body;
        template <bool isRequest, class Fields>
        reader(http::header<isRequest, Fields>&, std::string& into) : body(into) {}
        void init(const boost::optional<std::uint64_t>&, error_code& error) { error = {}; }
        template <class Buffers>
        std::size_t put(const Buffers& buffers, error_code& error) {
            error = {};
            std::size_t before = body.size();
            for (auto buffer : boost::beast::buffers_range_ref(buffers))
                body.append(static_cast<const char*>(buffer.data()), buffer.size());
            return body.size() - before;
        }
        void finish(error_code& error) { error = {}; }
    };
};

std::optional<Method> method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Method::get;
        case http::verb::head:
            return Method::head;
        case http::verb::post:
            return Method::post;
        case http::verb::put:
            return Method::put;
        case http::verb::patch:
            return Method::patch;
        case http::verb::delete_:
            return Method::del;
        case http::verb::options:
            return Method::options;
        default:
            return {};
    }
}

// The status to answer, or 0 to close without a word.
int status_of(error_code error, bool expired) {
    if (expired) return 408;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    return error.category() == http::make_error_code(http::error::bad_method).category() ? 400 : 0;
}

}  // namespace

struct Session::Incoming {
    explicit Incoming(Core& shared) : core(shared) {
        parser.header_limit(max_head);
        parser.body_limit(core.options.max_body);
    }
    ~Incoming() { release(); }
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    Core& core;
    http::request_parser<Text> parser;
    Request request;
    bool keep_alive = false;

    // 0, or the status that refuses it.
    int understand(std::string peer);
    // Counts what arrived of the body; false, and this one is let go, when all together hold too much.
    bool count(std::size_t bytes);
    void release();

private:
    std::uint64_t counted = 0;
};

bool Session::Incoming::count(std::size_t bytes) {
    counted += bytes;
    if ((core.body_bytes += bytes) <= core.options.max_bodies) return true;
    release();
    return false;
}

void Session::Incoming::release() {
    core.body_bytes -= std::exchange(counted, 0);
    parser.get().body() = {};
}

int Session::Incoming::understand(std::string peer) {
    auto& message = parser.get();
    auto method = method_of(message.method());
    if (!method)
        return message.method() == http::verb::unknown || message.method() == http::verb::connect ||
                       message.method() == http::verb::trace
                   ? 501
                   : 405;
    if (message.version() >= 11 && message.count(http::field::host) != 1) return 400;
    auto target = read_target({message.target().data(), message.target().size()});
    if (!target) return 400;
    request.method = *method;
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    for (const auto& field : message)
        request.headers.add(std::string(field.name_string()), to_utf8(field.value()));
    request.remote = std::move(peer);
    believe_proxy(core.trusted, request);
    keep_alive = message.keep_alive();
    return 0;
}

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
        if (refused > 0) co_await refuse(refused);
        co_return false;
    }
    Request& request = incoming.request;
    auto given = request.headers.get("x-request-id");
    request.trace = sane_trace(given) ? std::string(given) : hex(core_.random.bytes(8));
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

asio::awaitable<int> Session::read_body(Incoming& incoming) {
    auto start = steady_ms();
    std::uint64_t received = 0;
    while (!incoming.parser.is_done()) {
        auto seconds = core_.options.idle_seconds + static_cast<std::int64_t>(received / slowest_upload);
        due_ms_ = start + seconds * 1000;
        auto [error, count] = co_await http::async_read_some(socket_, buffer_, incoming.parser, quietly);
        if (error) {
            int status = status_of(error, expired_);
            co_return status == 0 ? -1 : status;
        }
        received += count;
        if (!incoming.count(count)) co_return 503;
    }
    incoming.request.body = std::move(incoming.parser.get().body());
    co_return 0;
}

}  // namespace net
