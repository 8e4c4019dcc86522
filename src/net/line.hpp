#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "net/client.hpp"

namespace net {

struct LineOptions {
    std::string host = {};
    std::uint16_t port = 0;
    bool tls = true;           // false: plain, upgrade() later
    int connect_seconds = 20;  // DNS, TCP and TLS together
    int io_seconds = 60;       // the longest silence in read()/write()
    HttpOptions trust = {};    // guard and extra CA
    Guard::Purpose purpose = Guard::Purpose::mail;
};

// One guarded, blocking TCP or TLS connection for protocols that bring their own library (IMAP,
// WebSocket).
// Certificates are verified (chain, name, dates). For one thread, except interrupt().
class Line {
public:
    // Throws FetchError: guard, name, connect, tls ("The certificate of imap.example expired on …").
    static std::unique_ptr<Line> connect(const LineOptions&);
    virtual ~Line() = default;
    virtual void upgrade() = 0;                                     // STARTTLS
    virtual std::ptrdiff_t read(char* into, std::size_t size) = 0;  // 0: closed; throws FetchError{timeout}
    virtual void write(std::string_view bytes) = 0;
    // Waits until bytes can be read; false after `seconds` or when interrupted.
    virtual bool wait(int seconds) = 0;
    // Wakes a wait() from any thread, now and ever after (for shutting down).
    virtual void interrupt() = 0;
    virtual int handle() const = 0;
};

}  // namespace net
