#pragma once
// Private to the server's .cpp files: one request on its way in.
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

#include "net/core.hpp"

namespace net {
namespace http = boost::beast::http;

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

// On the strand of its session, except where it says otherwise.
class Incoming {
public:
    explicit Incoming(Core& shared);
    ~Incoming();  // a file that nobody moved away goes with it
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    http::request_parser<Text> parser;
    Request request;
    std::optional<Response> refusal;
    bool keep_alive = false;

    // 0, or the status that refuses it.
    int understand(std::string peer);
    // Its body is, or may be, larger than what is taken from anybody.
    bool is_large() const;
    void admit(Admission);
    void refuse_size();
    // Counts what arrived of the body; false, and this one is let go, when all together hold too much.
    bool count(std::size_t bytes);

    enum class More { comes, none };
    bool goes_to_a_file() const { return !directory_.empty(); }
    bool wants_writing() const;
    // On a worker: what has arrived goes to the disk; false, with the refusal, when it cannot be written.
    bool write_down(More);

private:
    void release();
    bool append();

    Core& core_;
    std::uint64_t counted_ = 0, limit_ = 0;
    std::string directory_;
    int file_ = -1;
};

}  // namespace net
