#include "net/certificate.hpp"

#include <openssl/pem.h>

#include "net/x509.hpp"

namespace net {
namespace {
using Kind = CertificateFault::Kind;

bool is_for(X509* certificate, const std::string& host) {
    return X509_check_host(certificate, host.c_str(), host.size(), 0, nullptr) == 1 ||
           X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
}

std::string alternative(const GENERAL_NAME* name) {
    if (name->type != GEN_DNS) return {};
    const ASN1_STRING* text = name->d.dNSName;
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}
}  // namespace

std::string day_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return "an unknown day";
    return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string names_of(X509* certificate) {
    std::string out;
    auto* names =
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; names != nullptr && i < std::min(3, sk_GENERAL_NAME_num(names)); ++i) {
        auto name = alternative(sk_GENERAL_NAME_value(names, i)).substr(0, 100);
        if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
    }
    GENERAL_NAMES_free(names);
    return out.empty() ? "another name" : out;
}

CertificateFault examine_certificate(const std::string& pem, const std::string& host) {
    BioHolder bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    X509Holder certificate(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
    if (!certificate) return {};
    X509* one = certificate.get();
    const ASN1_TIME *begins = X509_get0_notBefore(one), *ends = X509_get0_notAfter(one);
    if (X509_cmp_current_time(ends) < 0) return {Kind::expired, day_of(ends), {}};
    if (X509_cmp_current_time(begins) > 0) return {Kind::not_yet_valid, day_of(begins), {}};
    if (!is_for(one, host)) return {Kind::wrong_name, {}, names_of(one)};
    bool own = X509_NAME_cmp(X509_get_subject_name(one), X509_get_issuer_name(one)) == 0;
    return {own ? Kind::self_signed : Kind::unknown_issuer, {}, {}};
}

std::string sentence(const CertificateFault& fault, std::string_view host) {
    switch (fault.kind) {
        case Kind::expired:
            return fmt::format("The certificate of {} expired on {}. Ask its owner to renew it.", host,
                               fault.date);
        case Kind::not_yet_valid:
            return fmt::format("The certificate of {} is valid from {} only. Check the clock of this server.",
                               host, fault.date);
        case Kind::wrong_name:
            return fmt::format("The certificate of {} is for {}. Check the host name.", host, fault.names);
        case Kind::self_signed:
            return fmt::format(
                "The certificate of {} is signed by nobody but itself. If the server is yours, give "
                "that certificate to Rapport as an extra CA.",
                host);
        case Kind::unknown_issuer:
            return fmt::format(
                "The certificate of {} is signed by an authority unknown here. If it is your own, give "
                "its certificate to Rapport as an extra CA.",
                host);
        case Kind::other:
            break;
    }
    return fmt::format("The certificate of {} cannot be verified. Ask its owner to check it.", host);
}

}  // namespace net
