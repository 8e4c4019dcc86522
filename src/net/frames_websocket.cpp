#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "net/frames_queue.hpp"
#include "net/line_stream.hpp"

namespace net {
namespace {
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Reason = FetchError::Reason;
using error_code = boost::system::error_code;

class WebSocket final : public ReadFrames {
public:
    explicit WebSocket(const FramesOptions& options) : WebSocket(options, frames_target(options)) {}
    ~WebSocket() override { finish(line_); }

private:
    WebSocket(const FramesOptions& options, const FramesTarget& to)
        : WebSocket(options, to, Line::connect(to.line)) {}
    WebSocket(const FramesOptions& options, const FramesTarget& to, std::unique_ptr<Line> line)
        : line_(*line), socket_(std::move(line), options.silence_seconds) {
        socket_.read_message_max(options.max_bytes);
        greet(options, to);
        socket_.text(true);
        for (const auto& each : options.first) socket_.write(boost::asio::buffer(each));
        start([this](FramesQueue& queue) { return work(queue); });
    }

    void greet(const FramesOptions& options, const FramesTarget& to) {
        socket_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
            request.set(beast::http::field::user_agent, options.trust.user_agent);
            for (const auto& [name, value] : options.headers) request.set(name, value);
        }));
        error_code error;
        websocket::response_type answer;
        socket_.handshake(answer, to.host, to.target, error);
        if (!error) return;
        auto status = answer.result_int();
        auto what = error == websocket::error::upgrade_declined && status > 0
                        ? fmt::format("answered {} instead of opening the stream", status)
                        : "did not open the stream";
        throw FetchError(Reason::protocol, fmt::format("{} {}.", to.host, what), error.message());
    }

    std::string work(FramesQueue& queue) {
        for (;;) {
            beast::flat_buffer buffer;
            error_code error;
            socket_.read(buffer, error);
            if (error) return socket_.next_layer().fault();
            std::string text(static_cast<const char*>(buffer.data().data()), buffer.size());
            if (!queue.put({"", std::move(text)})) return "";
        }
    }

    Line& line_;
    websocket::stream<LineStream> socket_;
};
}  // namespace

std::unique_ptr<Frames> Frames::websocket(const FramesOptions& options) {
    return std::make_unique<WebSocket>(options);
}
}  // namespace net
