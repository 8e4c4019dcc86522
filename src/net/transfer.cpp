#include "net/transfer.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/certificate.hpp"

namespace net {
namespace {
using Reason = FetchError::Reason;
constexpr const char* system_cas = "/etc/ssl/certs";
constexpr std::int64_t longest_connect_ms = 15'000;

void begin_curl() {
    static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (begun != CURLE_OK)
        throw Error{Code::internal, "The network library does not start.", "curl_global_init"};
}

std::optional<std::pair<std::string, std::uint16_t>> numeric(const curl_sockaddr& address) {
    if (address.family != AF_INET && address.family != AF_INET6) return {};
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (getnameinfo(&address.addr, address.addrlen, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {};
    return std::pair{std::string(host), static_cast<std::uint16_t>(std::atoi(port))};
}

bool is_certificate(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR;
}

bool is_tls(CURLcode code) {
    return is_certificate(code) || code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_CERTPROBLEM ||
           code == CURLE_SSL_CIPHER || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_USE_SSL_FAILED;
}
}  // namespace

Trust::Trust(const HttpOptions& options)
    : guard(options.guard), extra_ca_file(options.extra_ca_file), user_agent(options.user_agent) {
    begin_curl();
    if (!extra_ca_file.empty() && ::access(extra_ca_file.c_str(), R_OK) != 0)
        throw Error{
            Code::bad_request,
            fmt::format("The CA file {} cannot be read. Check its name and its permissions.", extra_ca_file)};
}

Transfer::Transfer(const Trust& trust, Guard::Purpose purpose)
    : trust_(trust), purpose_(purpose), handle_(curl_easy_init()) {
    if (handle_ == nullptr)
        throw Error{Code::internal, "The network library has no memory.", "curl_easy_init"};
}

Transfer::~Transfer() {
    curl_easy_cleanup(handle_);
}

void Transfer::prepare(const char* protocols, std::int64_t milliseconds) {
    curl_easy_reset(handle_);
    refused_ = opened_ = false;
    words_[0] = '\0';
    milliseconds = std::max<std::int64_t>(1, milliseconds);
    set(CURLOPT_ERRORBUFFER, words_);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(milliseconds));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(milliseconds, longest_connect_ms)));
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_MAXCONNECTS, 4L);
    set(CURLOPT_QUICK_EXIT, 1L);  // at the deadline, do not wait for a name server that stays silent
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_CERTINFO, 1L);
    // The bundle or the folder: reading both would double the work of every handshake.
    set(CURLOPT_CAPATH, trust_.extra_ca_file.empty() ? nullptr : system_cas);
    if (!trust_.extra_ca_file.empty()) set(CURLOPT_CAINFO, trust_.extra_ca_file.c_str());
}

CURLcode Transfer::perform() {
    return curl_easy_perform(handle_);
}

long Transfer::number(CURLINFO info) const {
    long value = 0;
    curl_easy_getinfo(handle_, info, &value);
    return value;
}

std::string Transfer::text(CURLINFO info) const {
    const char* value = nullptr;
    curl_easy_getinfo(handle_, info, &value);
    return value == nullptr ? "" : value;
}

// The seam that also defeats DNS rebinding: the address judged is the address connected to.
curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(self);
    auto target = numeric(*address);
    bool allowed = target && transfer.trust_.guard.allows(target->first, target->second, transfer.purpose_);
    (allowed ? transfer.opened_ : transfer.refused_) = true;
    if (allowed) return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    return CURL_SOCKET_BAD;
}

FetchError Transfer::error(CURLcode code, std::string_view host) const {
    auto made = [&](Reason reason, std::string_view words) {
        return FetchError(reason, fmt::format(fmt::runtime(words), host),
                          fmt::format("{}: {}", int{code}, words_));
    };
    if (refused()) return FetchError(Reason::refused_by_guard, Guard::refusal(host));
    if (is_tls(code)) return tls_error(code, host);
    switch (code) {
        case CURLE_URL_MALFORMAT:
            return made(Reason::bad_url, "The address of {} cannot be read. Check its spelling.");
        case CURLE_COULDNT_RESOLVE_HOST:
            return made(Reason::name, "The name {} is not known. Check its spelling.");
        case CURLE_COULDNT_CONNECT:
            return made(Reason::connect,
                        "{} does not answer. Check the host and the port, or try again later.");
        case CURLE_OPERATION_TIMEDOUT:
            return made(Reason::timeout, "{} did not answer in time. Try again later.");
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return made(Reason::protocol,
                        "{} ended the connection before its answer was complete. Try again later.");
        default:
            return made(Reason::protocol, "{} answers in a way that is not understood. Check the address.");
    }
}

FetchError Transfer::tls_error(CURLcode code, std::string_view host) const {
    std::string detail = fmt::format("{}: {}", int{code}, words_);
    auto certificate = first_certificate();
    if (is_certificate(code))
        return FetchError(Reason::tls, sentence(examine_certificate(certificate, std::string(host)), host),
                          detail);
    return FetchError(
        Reason::tls,
        fmt::format("{} does not speak TLS as we do. Check the port and the kind of encryption.", host),
        detail);
}

std::string Transfer::first_certificate() const {
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(handle_, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return {};
    if (chain->num_of_certs < 1) return {};
    for (auto* item = chain->certinfo[0]; item != nullptr; item = item->next) {
        std::string_view line = item->data;
        if (line.starts_with("Cert:")) return std::string(line.substr(5));
    }
    return {};
}

std::string url_part(const std::string& url, CURLUPart part) {
    CURLU* parsed = curl_url();
    char* value = nullptr;
    std::string out;
    bool read = curl_url_set(parsed, CURLUPART_URL, url.c_str(),
                             CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    if (read && curl_url_get(parsed, part, &value, CURLU_DEFAULT_PORT) == CURLUE_OK) out = value;
    curl_free(value);
    curl_url_cleanup(parsed);
    return out;
}

}  // namespace net
