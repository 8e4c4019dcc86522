#pragma once
// Private to line.cpp: TLS as a client over a socket that does not block.
#include <string>

#include <openssl/ssl.h>

#include "net/x509.hpp"

namespace net {

using SslHolder = std::unique_ptr<SSL, Releases<SSL_free>>;

// For one thread. Certificates are verified by chain, dates and name.
class Tls {
public:
    enum class Step { done, wants_read, wants_write, closed, failed };

    // Throws Error{bad_request} for a CA file that cannot be read.
    Tls(int socket, const std::string& host, const std::string& extra_ca_file);
    ~Tls();
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    Step handshake();
    Step read(char* into, std::size_t size, std::size_t& count);
    Step write(std::string_view bytes, std::size_t& count);
    // Whether read() would bring bytes (done), nothing yet (wants_…) or the end.
    Step peek();
    void farewell();

    // The sentence for a failed handshake.
    std::string fault() const;

private:
    static int judge(int good, X509_STORE_CTX* store);
    Step step(int result);

    std::string host_;
    CertificateFault certificate_;
    bool certificate_failed_ = false;
    SslHolder ssl_;
};

}  // namespace net
