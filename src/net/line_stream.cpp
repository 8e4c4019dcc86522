#include "net/line_stream.hpp"

#include <boost/asio/error.hpp>

#include "net/url.hpp"

namespace net {
namespace {
using Reason = FetchError::Reason;

std::string as_web(std::string url) {
    if (url.starts_with("wss://")) return "https://" + url.substr(6);
    if (url.starts_with("ws://")) return "http://" + url.substr(5);
    return url;
}
}  // namespace

std::size_t LineStream::receive(char* into, std::size_t size, error_code& error) {
    try {
        if (!line_->wait(silence_seconds_)) {
            error = boost::asio::error::timed_out;
            fault_ = "The other side fell silent.";
            return 0;
        }
        auto count = line_->read(into, size);
        if (count <= 0) error = boost::asio::error::eof;
        return count > 0 ? static_cast<std::size_t>(count) : 0;
    } catch (const FetchError& fault) {
        error = boost::asio::error::connection_reset;
        fault_ = fault.text();
        return 0;
    }
}

std::size_t LineStream::send(std::string_view bytes, error_code& error) {
    try {
        line_->write(bytes);
        return bytes.size();
    } catch (const FetchError& fault) {
        error = boost::asio::error::connection_reset;
        fault_ = fault.text();
        return 0;
    }
}

FramesTarget frames_target(const FramesOptions& options) {
    auto url = parse_url(as_web(options.url));
    if (!url) throw FetchError(Reason::bad_url, fmt::format("{} is no address of a stream.", options.url));
    FramesTarget made;
    made.line = {.host = url->host,
                 .port = url->port,
                 .tls = url->scheme == "https",
                 .connect_seconds = options.connect_seconds,
                 .io_seconds = options.silence_seconds,
                 .trust = options.trust,
                 .purpose = Guard::Purpose::web};
    bool usual = url->port == (made.line.tls ? 443 : 80);
    made.host = (url->host.find(':') == url->host.npos ? url->host : "[" + url->host + "]") +
                (usual ? "" : ":" + std::to_string(url->port));
    auto begin = url->text.find('/', url->text.find("://") + 3);
    made.target = begin == url->text.npos ? "/" : url->text.substr(begin);
    return made;
}
}  // namespace net
