#include "net/tls.hpp"

#include <sys/socket.h>

#include <openssl/err.h>

#include "base/error.hpp"
#include "net/address.hpp"

namespace net {
namespace {
using Kind = CertificateFault::Kind;
using ContextHolder = std::shared_ptr<SSL_CTX>;

int socket_of(BIO* bio) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool would_block(ssize_t count) {
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

int send_some(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    auto count = ::send(socket_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (would_block(count)) BIO_set_retry_write(bio);
    return static_cast<int>(count);
}

int receive_some(BIO* bio, char* into, int size) {
    BIO_clear_retry_flags(bio);
    auto count = ::recv(socket_of(bio), into, static_cast<std::size_t>(size), 0);
    if (would_block(count)) BIO_set_retry_read(bio);
    if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(count);
}

long control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL, and a peer that went would end the program.
BIO* quiet_socket(int socket) {
    static BIO_METHOD* method = [] {
        auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "quiet socket");
        BIO_meth_set_write(made, &send_some);
        BIO_meth_set_read(made, &receive_some);
        BIO_meth_set_ctrl(made, &control);
        return made;
    }();
    BIO* bio = BIO_new(method);
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    return bio;
}

ContextHolder make_context(const std::string& extra_ca_file) {
    ContextHolder context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(context.get());
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    bool read = extra_ca_file.empty() || SSL_CTX_load_verify_file(context.get(), extra_ca_file.c_str()) == 1;
    if (!read)
        throw Error{
            Code::bad_request,
            fmt::format("The CA file {} cannot be read. Check its name and its permissions.", extra_ca_file)};
    return context;
}

// Reading all authorities of the system takes longer than a handshake; the contexts are kept.
ContextHolder context_with(const std::string& extra_ca_file) {
    static std::mutex mutex;
    static std::map<std::string, ContextHolder> made;
    std::lock_guard lock(mutex);
    auto& context = made[extra_ca_file];
    if (!context) context = make_context(extra_ca_file);
    return context;
}

void expect_name(SSL* ssl, const std::string& host) {
    auto* wanted = SSL_get0_param(ssl);
    if (Address::parse(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str());
        return;
    }
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), host.size());
    SSL_set_tlsext_host_name(ssl, host.c_str());
}

CertificateFault fault_of(int error, X509* certificate) {
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return {Kind::expired, day_of(X509_get0_notAfter(certificate)), {}};
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return {Kind::not_yet_valid, day_of(X509_get0_notBefore(certificate)), {}};
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return {Kind::wrong_name, {}, names_of(certificate)};
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return {Kind::self_signed, {}, {}};
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return {Kind::unknown_issuer, {}, {}};
        default:
            return {};
    }
}
}  // namespace

Tls::Tls(int socket, const std::string& host, const std::string& extra_ca_file)
    : host_(host), ssl_(SSL_new(context_with(extra_ca_file).get())) {
    if (!ssl_) throw Error{Code::internal, "The TLS library has no memory.", "SSL_new"};
    BIO* bio = quiet_socket(socket);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_verify(ssl_.get(), SSL_VERIFY_PEER, &Tls::judge);
    SSL_set_app_data(ssl_.get(), this);
    expect_name(ssl_.get(), host_);
}

Tls::~Tls() = default;

int Tls::judge(int good, X509_STORE_CTX* store) {
    if (good == 1) return 1;
    auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto& self = *static_cast<Tls*>(SSL_get_app_data(ssl));
    auto* certificate = X509_STORE_CTX_get_current_cert(store);
    self.certificate_failed_ = true;
    if (certificate != nullptr) self.certificate_ = fault_of(X509_STORE_CTX_get_error(store), certificate);
    return 0;
}

Tls::Step Tls::handshake() {
    ERR_clear_error();
    return step(SSL_connect(ssl_.get()));
}

Tls::Step Tls::read(char* into, std::size_t size, std::size_t& count) {
    ERR_clear_error();
    return step(SSL_read_ex(ssl_.get(), into, size, &count));
}

Tls::Step Tls::write(std::string_view bytes, std::size_t& count) {
    ERR_clear_error();
    return step(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count));
}

Tls::Step Tls::peek() {
    char byte = 0;
    std::size_t count = 0;
    ERR_clear_error();
    return step(SSL_peek_ex(ssl_.get(), &byte, 1, &count));
}

void Tls::farewell() {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
}

// A peer that goes without a farewell is one that went: the protocols above know their own ends.
Tls::Step Tls::step(int result) {
    if (result == 1) return Step::done;
    int error = SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_WANT_READ) return Step::wants_read;
    if (error == SSL_ERROR_WANT_WRITE) return Step::wants_write;
    bool cut =
        error == SSL_ERROR_SSL && ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
    return error == SSL_ERROR_ZERO_RETURN || cut ? Step::closed : Step::failed;
}

std::string Tls::fault() const {
    if (certificate_failed_) return sentence(certificate_, host_);
    return fmt::format("{} does not speak TLS as we do. Check the port and the kind of encryption.", host_);
}

}  // namespace net
