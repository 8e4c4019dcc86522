#pragma once
#include <string>
#include <string_view>

// What is wrong with a server's certificate, in words for the person who wants to reach it.
namespace net {

struct CertificateFault {
    enum class Kind {
        expired,
        not_yet_valid,
        wrong_name,
        self_signed,
        unknown_issuer,
        other
    } kind = Kind::other;
    std::string date;   // 2026-05-03: when it expired or begins, for the first two
    std::string names;  // what it is for, for wrong_name
};

// Looks at the certificate that failed (PEM) the way the verification did.
CertificateFault examine_certificate(const std::string& pem, const std::string& host);

// "The certificate of feeds.example expired on 2026-05-03. Ask its owner to renew it."
std::string sentence(const CertificateFault&, std::string_view host);

}  // namespace net
