#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "net/frames_queue.hpp"
#include "net/line_stream.hpp"

namespace net {
namespace {
namespace beast = boost::beast;
namespace http = beast::http;
using Reason = FetchError::Reason;
using error_code = boost::system::error_code;

// Takes lines apart as the HTML standard says (§9.2.6): "event: x", "data: y", an empty line ends a message.
class Events {
public:
    explicit Events(std::size_t most) : most_(most) {}

    // False when nobody wants any more, or a message is too long.
    bool take(std::string_view bytes, FramesQueue& queue) {
        for (char c : bytes) {
            bool second_half = c == '\n' && after_return_;
            after_return_ = c == '\r';
            if (second_half) continue;
            if (c != '\n' && c != '\r')
                line_ += c;
            else if (!end_line(queue))
                return false;
            if (line_.size() + frame_.data.size() > most_) return false;
        }
        return true;
    }

private:
    bool end_line(FramesQueue& queue) {
        auto line = std::exchange(line_, {});
        if (!line.empty()) return note(line), true;
        auto frame = std::exchange(frame_, {});
        if (frame.data.empty()) return true;
        frame.data.pop_back();
        if (frame.event.empty()) frame.event = "message";
        return queue.put(std::move(frame));
    }

    void note(std::string_view line) {
        auto colon = line.find(':');
        auto name = line.substr(0, colon);
        auto value = colon == line.npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        if (name == "event") frame_.event = value;
        if (name == "data") frame_.data.append(value).append("\n");
    }

    const std::size_t most_;
    std::string line_;
    Frame frame_;
    bool after_return_ = false;
};

class EventSource final : public ReadFrames {
public:
    explicit EventSource(const FramesOptions& options) : EventSource(options, frames_target(options)) {}
    ~EventSource() override { finish(line_); }

private:
    EventSource(const FramesOptions& options, const FramesTarget& to)
        : EventSource(options, to, Line::connect(to.line)) {}
    EventSource(const FramesOptions& options, const FramesTarget& to, std::unique_ptr<Line> line)
        : line_(*line), stream_(std::move(line), options.silence_seconds), events_(options.max_bytes) {
        parser_.body_limit(boost::none);
        greet(options, to);
        start([this](FramesQueue& queue) { return work(queue); });
    }

    void greet(const FramesOptions& options, const FramesTarget& to) {
        http::request<http::empty_body> request(http::verb::get, to.target, 11);
        request.set(http::field::host, to.host);
        request.set(http::field::user_agent, options.trust.user_agent);
        request.set(http::field::accept, "text/event-stream");
        for (const auto& [name, value] : options.headers) request.set(name, value);
        error_code error;
        http::write(stream_, request, error);
        if (!error) http::read_header(stream_, buffer_, parser_, error);
        if (error) throw FetchError(Reason::protocol, to.host + " did not open the stream.", error.message());
        auto type = parser_.get()[http::field::content_type];
        if (parser_.get().result() != http::status::ok || !type.starts_with("text/event-stream"))
            throw FetchError(Reason::protocol, fmt::format("{} answered {} instead of opening the stream.",
                                                           to.host, parser_.get().result_int()));
    }

    std::string work(FramesQueue& queue) {
        char bytes[16384];
        while (!parser_.is_done()) {
            auto& body = parser_.get().body();
            body.data = bytes, body.size = sizeof bytes;
            error_code error;
            http::read_some(stream_, buffer_, parser_, error);
            if (error == http::error::need_buffer) error = {};
            auto count = sizeof bytes - parser_.get().body().size;
            if (count > 0 && !events_.take({bytes, count}, queue)) return "";
            if (error) return stream_.fault();
        }
        return "";
    }

    Line& line_;
    LineStream stream_;
    beast::flat_buffer buffer_;
    http::response_parser<http::buffer_body> parser_;
    Events events_;
};
}  // namespace

std::unique_ptr<Frames> Frames::events(const FramesOptions& options) {
    return std::make_unique<EventSource>(options);
}
}  // namespace net
