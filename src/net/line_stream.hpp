#pragma once
// Private to the frames_*.cpp files: a Line as Beast wants a stream to be.
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/role.hpp>

#include "net/frames.hpp"
#include "net/line.hpp"

namespace net {

// Blocking. An interrupt of the line, and a silence that is too long, end it with an error.
class LineStream {
public:
    using executor_type = boost::asio::io_context::executor_type;
    using error_code = boost::system::error_code;

    LineStream(std::unique_ptr<Line> line, int silence_seconds)
        : line_(std::move(line)), silence_seconds_(silence_seconds) {}

    executor_type get_executor() noexcept { return context_.get_executor(); }

    template <class Buffers>
    std::size_t read_some(const Buffers& into, error_code& error) {
        for (auto at = boost::asio::buffer_sequence_begin(into); at != boost::asio::buffer_sequence_end(into);
             ++at) {
            boost::asio::mutable_buffer one(*at);
            if (one.size() > 0) return receive(static_cast<char*>(one.data()), one.size(), error);
        }
        return 0;
    }
    template <class Buffers>
    std::size_t read_some(const Buffers& into) {
        error_code error;
        auto count = read_some(into, error);
        if (error) throw boost::system::system_error(error);
        return count;
    }
    template <class Buffers>
    std::size_t write_some(const Buffers& from, error_code& error) {
        std::size_t count = 0;
        for (auto at = boost::asio::buffer_sequence_begin(from);
             at != boost::asio::buffer_sequence_end(from) && !error; ++at) {
            boost::asio::const_buffer one(*at);
            count += send({static_cast<const char*>(one.data()), one.size()}, error);
        }
        return count;
    }
    template <class Buffers>
    std::size_t write_some(const Buffers& from) {
        error_code error;
        auto count = write_some(from, error);
        if (error) throw boost::system::system_error(error);
        return count;
    }

    // Why the line failed, in a sentence; "" while it has not.
    const std::string& fault() const { return fault_; }

private:
    std::size_t receive(char* into, std::size_t size, error_code&);
    std::size_t send(std::string_view, error_code&);

    boost::asio::io_context context_;
    std::unique_ptr<Line> line_;
    const int silence_seconds_;
    std::string fault_;
};

// Beast asks for these when a WebSocket ends; the line ends with its owner.
inline void teardown(boost::beast::role_type, LineStream&, boost::system::error_code& error) {
    error = {};
}
inline void beast_close_socket(LineStream&) {}

// Where a stream leads, taken apart: ws and http are plain, wss and https are not.
struct FramesTarget {
    LineOptions line;
    std::string host;    // as the Host field wants it
    std::string target;  // path and query
};
FramesTarget frames_target(const FramesOptions&);  // throws FetchError{bad_url}

}  // namespace net
