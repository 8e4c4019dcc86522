#include "channels/bluesky/dpop.hpp"

#include <memory>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/bluesky/xrpc.hpp"
#include "net/url.hpp"

namespace channels::bluesky {
namespace {
constexpr int coordinate_bytes = 32;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* held) const {
        Free(held);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

void require(bool works) {
    if (!works)
        throw ChannelError(Fault::reauthorise, "The key of this login cannot be used. Log in there again.");
}

Key read_key(const std::string& pem) {
    Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Key key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    require(key != nullptr);
    return key;
}

std::string padded(const BIGNUM* number) {
    std::string bytes(coordinate_bytes, '\0');
    require(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), coordinate_bytes) > 0);
    return bytes;
}

std::string coordinate(const EVP_PKEY* key, const char* which) {
    BIGNUM* found = nullptr;
    require(EVP_PKEY_get_bn_param(key, which, &found) == 1);
    Number held(found);
    return base64url(padded(held.get()));
}

// OpenSSL signs in DER; a JWT wants the two numbers side by side (RFC 7518 §3.4).
std::string signature(EVP_PKEY* key, const std::string& text) {
    Digest digest(EVP_MD_CTX_new());
    std::size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    require(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
            EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size()) == 1);
    std::string der(size, '\0');
    require(EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(der.data()), &size, bytes,
                           text.size()) == 1);
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    Signature parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    require(parts != nullptr);
    return padded(ECDSA_SIG_get0_r(parts.get())) + padded(ECDSA_SIG_get0_s(parts.get()));
}

std::string part(const json::object& value) {
    return base64url(json::serialize(value));
}

net::Fetched post_once(const std::string& url, const std::string& form, const std::string& key,
                       const std::string& nonce, const Surroundings& around) try {
    net::Fetch request{.method = net::Method::post, .url = url, .body = form, .redirects = 0};
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.headers.set("Accept", "application/json");
    request.headers.set("DPoP", proof(key, request.method, url, nonce, "", around));
    return around.http.fetch(request);
} catch (const net::FetchError& error) {
    refuse(error);
}
}  // namespace

std::string fresh_key() {
    Key key(EVP_EC_gen("P-256"));
    Bio out(BIO_new(BIO_s_mem()));
    require(key &&
            PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* bytes = nullptr;
    auto size = BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string proof(const std::string& pem, net::Method method, const std::string& url,
                  const std::string& nonce, const std::string& access, const Surroundings& around) {
    auto key = read_key(pem);
    json::object jwk{{"kty", "EC"},
                     {"crv", "P-256"},
                     {"x", coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X)},
                     {"y", coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y)}};
    json::object said{{"jti", base64url(around.random.bytes(16))},
                      {"htm", net::name(method)},
                      {"htu", url.substr(0, url.find_first_of("?#"))},
                      {"iat", around.clock.now().ms / second_ms}};
    if (!nonce.empty()) said["nonce"] = nonce;
    if (!access.empty()) said["ath"] = base64url(sha256(access));
    auto text = part({{"typ", "dpop+jwt"}, {"alg", "ES256"}, {"jwk", jwk}}) + "." + part(said);
    return text + "." + base64url(signature(key.get(), text));
}

json::value post_form(const std::string& url, const std::string& form, const std::string& key,
                      const Surroundings& around) {
    auto answer = post_once(url, form, key, "", around);
    auto nonce = std::string(answer.headers.get("DPoP-Nonce"));
    if (answer.status >= 400 && error_name(answer) == "use_dpop_nonce" && !nonce.empty())
        answer = post_once(url, form, key, nonce, around);
    return understood(answer, host_of(url), around.clock.now());
}

Tokens renewed_grant(const Tokens& known, const Surroundings& around) try {
    auto answer = post_form(
        known.renewed_at,
        net::query(
            {{"grant_type", "refresh_token"}, {"refresh_token", known.refresh}, {"client_id", known.client}}),
        known.key, around);
    auto fresh = known;
    fresh.access = json::text(answer, "access_token"), fresh.refresh = json::text(answer, "refresh_token");
    if (fresh.access.empty() || fresh.refresh.empty() || json::text(answer, "sub") != known.did)
        throw ChannelError(Fault::reauthorise,
                           host_of(known.renewed_at) + " gave no new tokens. Log in there again.");
    return fresh;
} catch (const ChannelError& error) {
    // "invalid_grant": the login has ended.
    if (error.fault() != Fault::rejected) throw;
    throw ChannelError(Fault::reauthorise, error.text() + " Log in there again.", {}, error.detail());
}
}  // namespace channels::bluesky
