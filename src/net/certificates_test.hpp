#pragma once
// Certificates made on the spot, for tests of TLS.
#include <atomic>
#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace net::test {

struct Issue {
    std::string names = "DNS:localhost,IP:127.0.0.1";
    int from_days = -10, to_days = 10;
};

// A key with its certificate; signs itself, or is signed by `issuer`.
class Identity {
public:
    explicit Identity(const Issue& issue = {}, const Identity* issuer = nullptr)
        : key_(EVP_EC_gen("P-256"), EVP_PKEY_free), certificate_(X509_new(), X509_free) {
        static std::atomic<long> serial = 1;
        X509* one = certificate_.get();
        X509_set_version(one, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(one), serial++);
        X509_gmtime_adj(X509_getm_notBefore(one), issue.from_days * 86400L);
        X509_gmtime_adj(X509_getm_notAfter(one), issue.to_days * 86400L);
        X509_set_pubkey(one, key_.get());
        name(issuer == nullptr ? "Test authority " + std::to_string(serial) : "Test server");
        X509* signer = issuer == nullptr ? one : issuer->certificate_.get();
        X509_set_issuer_name(one, X509_get_subject_name(signer));
        extend(signer, NID_basic_constraints, issuer == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
        extend(signer, NID_subject_alt_name, issue.names.c_str());
        X509_sign(one, issuer == nullptr ? key_.get() : issuer->key_.get(), EVP_sha256());
    }

    std::string pem() const {
        BIO* out = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(out, certificate_.get());
        char* data = nullptr;
        auto size = BIO_get_mem_data(out, &data);
        std::string text(data, static_cast<std::size_t>(size));
        BIO_free(out);
        return text;
    }

    SSL* accept_on(int handle) const {
        SSL_CTX* context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate(context, certificate_.get());
        SSL_CTX_use_PrivateKey(context, key_.get());
        SSL* ssl = SSL_new(context);
        SSL_CTX_free(context);
        SSL_set_fd(ssl, handle);
        if (SSL_accept(ssl) == 1) return ssl;
        SSL_free(ssl);
        return nullptr;
    }

private:
    void name(const std::string& text) {
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate_.get()), "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1, 0);
    }
    void extend(X509* signer, int kind, const char* value) {
        X509V3_CTX context;
        X509V3_set_ctx(&context, signer, certificate_.get(), nullptr, nullptr, 0);
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
        X509_add_ext(certificate_.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }

    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
    std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

// Bytes in a file of their own, gone with this.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& content) {
        char name[] = "/tmp/rapport-net-XXXXXX";
        int handle = ::mkstemp(name);
        path_ = name;
        if (::write(handle, content.data(), content.size()) < 0) path_.clear();
        ::close(handle);
    }
    ~TemporaryFile() { ::unlink(path_.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace net::test
