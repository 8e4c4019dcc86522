#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The words of HTTP that the whole house shares; no socket in sight.
namespace net {

enum class Method { get, head, post, put, patch, del, options };
std::string_view name(Method);

// Equal but for the case of ASCII letters, as header names are.
bool same_name(std::string_view a, std::string_view b);

// Header fields in order; names compare without case.
class Headers {
public:
    Headers() = default;
    Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}
    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
    void set(std::string_view name, std::string value);
    // The first value, or "".
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
    Method method = Method::get;
    std::string path = {};  // percent-decoded, begins with '/', no query, no dot segments
    std::map<std::string, std::string> query = {};  // decoded; the last of equal names wins
    Headers headers = {};
    std::string body = {};
    std::string body_file = {};  // a large body on its way to the disk: moved away by the handler, or removed
    std::string remote = {};     // textual address of the peer (of the client, when a trusted proxy says so)
    bool secure = false;         // arrived by TLS, or a trusted proxy says so
    std::string trace = {};      // id of this request in the log
};

// Writes into one open response (SSE, a long export). Copies share it. Safe from any thread.
class StreamWriter {
public:
    virtual ~StreamWriter() = default;
    // False when the peer has gone or is too slow to keep up (its buffer is full); write no more then.
    virtual bool write(std::string bytes) = 0;
    // Blocks until less than the buffer's half is waiting, or the peer has gone (false). For exports.
    virtual bool drain() = 0;
    virtual void close() = 0;
    virtual bool open() const = 0;
    // Bytes written that the peer has not taken yet.
    virtual std::size_t waiting() const = 0;
};

struct Response {
    int status = 200;
    Headers headers = {};
    std::string body = {};
    // Bytes that live as long as the program (embedded assets); used instead of `body` when set.
    std::string_view static_body = {};
    // Set for a response without a known end: called once on a worker, after the headers were sent.
    std::function<void(std::shared_ptr<StreamWriter>)> stream = {};
    // Set for a file of the disk: sent in pieces instead of `body`.
    std::string file = {};
};

}  // namespace net
