#pragma once
// The bottom of libetpan's stream stack: a guarded line of ours. For .cpp files only.
#include <atomic>
#include <cstdint>
#include <exception>
#include <string_view>

#include <libetpan/libetpan.h>

#include "net/line.hpp"

namespace channels::email {

// Carries libetpan's reads and writes over a net::Line. libetpan knows only "-1", so what really went wrong
// is kept in failure(). For one thread.
class ImapStream {
public:
    explicit ImapStream(net::Line& line) : line_(line) {}

    // A stream for mailimap_connect(); libetpan frees it, and it must not outlive this object.
    mailstream* open();

    // How many bytes the answers to come may have in total; more than that breaks the line.
    void allow(std::uint64_t bytes) { allowed_ = bytes; }
    // From now on nothing is read any more: a farewell may be written, but nobody waits for the answer.
    void stop_reading() { closing_ = true; }
    std::exception_ptr failure() const { return failure_; }
    bool flooded() const { return flooded_; }

private:
    ssize_t read(char* into, std::size_t size);
    ssize_t write(std::string_view bytes);
    static mailstream_low_driver driver();

    net::Line& line_;
    std::uint64_t allowed_ = 0;
    std::exception_ptr failure_;
    bool closing_ = false, flooded_ = false;
};

}  // namespace channels::email
