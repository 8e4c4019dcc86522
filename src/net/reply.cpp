#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/log.hpp"
#include "net/on_worker.hpp"
#include "net/session.hpp"

// The half of Session that writes.
namespace net {
namespace {
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece = 64u << 10;

class File {
public:
    explicit File(const std::string& path) : handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat facts {};
        if (handle_ < 0 || ::fstat(handle_, &facts) != 0 || !S_ISREG(facts.st_mode)) return;
        size_ = static_cast<std::uint64_t>(facts.st_size);
        good_ = true;
    }
    ~File() {
        if (handle_ >= 0) ::close(handle_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    bool good() const { return good_; }
    std::uint64_t size() const { return size_; }
    // "" at the end and when the disk fails.
    std::string read(std::uint64_t at) const {
        std::string out(static_cast<std::size_t>(std::min<std::uint64_t>(piece, size_ - at)), '\0');
        auto count = ::pread(handle_, out.data(), out.size(), static_cast<off_t>(at));
        out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return out;
    }

private:
    int handle_;
    std::uint64_t size_ = 0;
    bool good_ = false;
};

std::string chunk(std::string_view bytes) {
    return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}
}  // namespace

asio::awaitable<bool> Session::send(std::string_view first, std::string_view second) {
    std::array<asio::const_buffer, 2> buffers = {asio::buffer(first.data(), first.size()),
                                                 asio::buffer(second.data(), second.size())};
    // Each piece has the idle time; trickling does not extend it.
    auto condition = [this, due_at = std::size_t{0}](error_code error,
                                                     std::size_t sent) mutable -> std::size_t {
        if (error || expired_) return 0;
        if (sent >= due_at) {
            allow(core_.options.idle_seconds);
            due_at = sent + piece;
        }
        return piece;
    };
    auto [error, count] = co_await asio::async_write(socket_, buffers, condition, quietly);
    allow(0);
    co_return !error && !expired_ && count == first.size() + second.size();
}

asio::awaitable<bool> Session::answer(const Request& request, Response& response, Envelope envelope) {
    bool bare = request.method == Method::head || !may_have_body(response.status);
    if (response.stream) {
        envelope.framing = Framing::chunked;
        std::string head = answer_head(response, envelope);
        co_return co_await send(head) && envelope.keep_alive;
    }
    if (!response.file.empty() && may_have_body(response.status))
        co_return co_await answer_file(request, response, envelope);
    std::string_view body = response.static_body.empty() ? response.body : response.static_body;
    envelope.length = body.size();
    std::string head = answer_head(response, envelope);
    bool alive = co_await send(head, bare ? std::string_view{} : body);
    co_return alive&& envelope.keep_alive;
}

asio::awaitable<bool> Session::answer_file(const Request& request, Response& response, Envelope envelope) {
    std::optional<File> file;
    co_await on_worker(core_, core_.workers, [&] { file.emplace(response.file); });
    if (!file->good()) {
        logging::warning("file_missing", {{"trace", request.trace}});
        Response missing = problem(404);
        co_return co_await answer(request, missing, envelope);
    }
    envelope.length = file->size();
    std::string head = answer_head(response, envelope);
    bool alive = co_await send(head);
    std::uint64_t at = request.method == Method::head ? file->size() : 0;
    while (alive && at < file->size()) {
        std::string bytes;
        co_await on_worker(core_, core_.workers, [&] { bytes = file->read(at); });
        alive = !bytes.empty();
        if (alive) alive = co_await send(bytes);
        at += bytes.size();
    }
    co_return alive&& envelope.keep_alive;
}

asio::awaitable<void> Session::answer_stream(const Request& request, Response& response, Envelope envelope) {
    std::string head = answer_head(response, envelope);
    bool alive = co_await send(head);
    if (!alive) co_return;
    auto wake =
        std::make_shared<asio::steady_timer>(socket_.get_executor(), asio::steady_timer::time_point::max());
    auto stream = std::make_shared<Stream>(core_.options.stream_buffer, [this, wake] {
        asio::post(socket_.get_executor(), [weak = weak_from_this(), wake] {
            auto self = weak.lock();
            if (self) self->stream_changed();
            wake->cancel();
        });
    });
    stream_ = stream;
    if (core_.stopping) stream->close();
    watch_peer(stream);
    run_stream(request, response, stream);
    bool chunked = envelope.framing == Framing::chunked;
    while (alive && !stream->finished()) {
        std::string bytes = stream->take(piece);
        if (bytes.empty()) {
            if (!stream->finished()) co_await wake->async_wait(quietly);
            continue;
        }
        std::string framed = chunked ? chunk(bytes) : std::string{};
        alive = co_await send(chunked ? framed : bytes);
        stream->sent(bytes.size());
    }
    alive = alive && !stream->lost();
    stream_.reset();
    stream->detach();
    if (alive && chunked) alive = co_await send("0\r\n\r\n");
    if (alive) co_await linger();
}

// A lost stream does not wait for the peer to take what was being sent.
void Session::stream_changed() {
    error_code ignored;
    if (stream_ && stream_->lost()) socket_.cancel(ignored);
}

void Session::run_stream(const Request& request, Response& response, std::shared_ptr<Stream> stream) {
    auto work = [&core = core_, trace = request.trace, run = std::move(response.stream), stream] {
        logging::Trace traced(trace);
        auto handle = std::make_shared<StreamHandle>(stream);  // outlives the catch: its end is a clean one
        try {
            run(handle);
        } catch (const std::exception& error) {
            logging::error("stream_failed", {{"error", error.what()}});
            stream->abandon();
        }
        core.end_work();
    };
    core_.begin_work();
    asio::post(core_.streamers, std::move(work));
}

// A peer that goes while we have nothing to say would otherwise be noticed at the next write only.
void Session::watch_peer(std::shared_ptr<Stream> stream) {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this(), stream](error_code error) {
        char byte = 0;
        auto count = error ? 0 : ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (count > 0 || (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))) return;
        stream->abandon();
    });
}

asio::awaitable<void> Session::refuse(Response response) {
    expired_ = false;
    std::string head = answer_head(response, {.length = response.body.size(), .keep_alive = false});
    bool alive = co_await send(head, response.body);
    if (alive) co_await linger();
}

// Closing with unread bytes would reset the connection and could take our last words with it.
asio::awaitable<void> Session::linger() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    std::array<char, 4096> unread;
    allow(2);
    for (int i = 0; i < 4096 && !core_.stopping; ++i) {
        auto [error, count] = co_await socket_.async_read_some(asio::buffer(unread), quietly);
        if (error) break;
    }
}

}  // namespace net
