#pragma once
// Private to the .cpp files that see OpenSSL.
#include <memory>

#include <openssl/x509v3.h>

#include "net/certificate.hpp"

namespace net {

template <auto release>
struct Releases {
    template <class T>
    void operator()(T* held) const {
        release(held);
    }
};
using X509Holder = std::unique_ptr<X509, Releases<X509_free>>;
using BioHolder = std::unique_ptr<BIO, Releases<BIO_free>>;

std::string day_of(const ASN1_TIME* time);
// The names a certificate is for, the first three of them.
std::string names_of(X509* certificate);

}  // namespace net
