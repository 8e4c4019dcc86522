#include "net/incoming.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "base/encoding.hpp"
#include "net/answer.hpp"
#include "net/forwarded.hpp"
#include "net/target.hpp"

namespace net {
namespace {
constexpr std::uint32_t max_head = 32u << 10;
// Of a body that goes to a file: this much is held before it is written.
constexpr std::size_t held = 256u << 10;

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

}  // namespace

Incoming::Incoming(Core& shared) : core_(shared) {
    parser.header_limit(max_head);
    // Judged by admit(), when it is known whose it is.
    parser.body_limit(boost::none);
}

Incoming::~Incoming() {
    release();
    if (file_ >= 0) ::close(file_);
    if (!request.body_file.empty()) ::unlink(request.body_file.c_str());
}

int Incoming::understand(std::string peer) {
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
    believe_proxy(core_.trusted, request);
    keep_alive = message.keep_alive();
    return 0;
}

bool Incoming::is_large() const {
    auto length = parser.content_length();
    return length ? *length > core_.options.max_body : parser.chunked();
}

void Incoming::admit(Admission admission) {
    limit_ = admission.max_body;
    refusal = std::move(admission.refusal);
    directory_ = is_large() ? std::move(admission.directory) : "";
    if (!refusal && parser.content_length().value_or(0) > limit_) refuse_size();
    parser.body_limit(limit_);
}

void Incoming::refuse_size() {
    refusal = problem(413, fmt::format("This is too large: at most {} bytes are taken here.", limit_));
}

bool Incoming::count(std::size_t bytes) {
    counted_ += bytes;
    if ((core_.body_bytes += bytes) <= core_.options.max_bodies) return true;
    release();
    return false;
}

void Incoming::release() {
    core_.body_bytes -= std::exchange(counted_, 0);
    parser.get().body() = {};
}

bool Incoming::wants_writing() const {
    return goes_to_a_file() && parser.get().body().size() >= held;
}

bool Incoming::append() {
    if (file_ < 0) {
        request.body_file = fmt::format("{}/{}.part", directory_, hex(core_.random.bytes(12)));
        file_ = ::open(request.body_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
    std::string_view rest = parser.get().body();
    while (file_ >= 0 && !rest.empty()) {
        auto written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return file_ >= 0;
}

bool Incoming::write_down(More more) {
    bool written = append() && (more == More::comes || ::fsync(file_) == 0);
    if (!written) refusal = problem(503, "The file cannot be kept: the server's disk refuses it.");
    release();
    return written;
}

}  // namespace net
