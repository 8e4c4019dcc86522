#include "channels/bluesky/login.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/bluesky/dpop.hpp"
#include "channels/bluesky/ground_test.hpp"
#include "net/url.hpp"

namespace channels::bluesky {
namespace {
json::value part(const std::string& jwt, int which) {
    std::size_t begin = 0;
    for (int at = 0; at < which; ++at) begin = jwt.find('.', begin) + 1;
    return *json::parse(*from_base64url(jwt.substr(begin, jwt.find('.', begin) - begin)));
}

class BlueskyLogin : public InTown {
protected:
    BlueskyLogin() {
        town.meddle([this](const net::Request& request) { return answer(request); });
    }
    std::optional<net::Response> answer(const net::Request& request) {
        auto proof = std::string(request.headers.get("DPoP"));
        if (request.path == "/.well-known/oauth-protected-resource")
            return net::Response{.body = json::serialize(json::object{
                                     {"authorization_servers", json::array{json::value(issuer())}}})};
        if (request.path == "/.well-known/oauth-authorization-server")
            return net::Response{.body = json::serialize(json::object{
                                     {"issuer", issuer()},
                                     {"authorization_endpoint", issuer() + "/oauth/authorize"},
                                     {"token_endpoint", issuer() + "/oauth/token"},
                                     {"pushed_authorization_request_endpoint", issuer() + "/oauth/par"}})};
        if (request.path == "/oauth/par" || request.path == "/oauth/token") {
            if (json::text(part(proof, 1), "nonce") != "n1")
                return net::Response{.status = 400,
                                     .headers = {{"DPoP-Nonce", "n1"}},
                                     .body = R"({"error":"use_dpop_nonce"})"};
            return request.path == "/oauth/par" ? pushed(request) : token(request);
        }
        if (request.path == "/xrpc/com.atproto.repo.describeRepo")
            return net::Response{
                .body = json::serialize(json::object{
                    {"handle", "hello.town.example"},
                    {"didDoc", json::object{{"service", json::array{json::object{
                                                            {"id", "#atproto_pds"},
                                                            {"type", "AtprotoPersonalDataServer"},
                                                            {"serviceEndpoint",
                                                             pds.empty() ? town.address() : pds}}}}}}})};
        return std::nullopt;
    }
    net::Response pushed(const net::Request& request) {
        form = request.body;
        return {.status = 201, .body = R"({"request_uri":"urn:request:1","expires_in":299})"};
    }
    net::Response token(const net::Request& request) {
        exchanged = request.body;
        if (!refuse.empty()) return {.status = 400, .body = refuse};
        auto number = std::to_string(++tokens);
        return {.body = json::serialize(json::object{{"access_token", "access-" + number},
                                                     {"refresh_token", "refresh-" + number},
                                                     {"token_type", "DPoP"},
                                                     {"sub", Town::us}})};
    }
    std::string issuer() const { return town.address(); }
    Authorise::Begun begin(
        const std::string& callback = "http://127.0.0.1:8080/api/authorisations/callback") {
        return authorise.begin(town.config(), callback, "a state", around);
    }
    std::map<std::string, std::string> come_back() const {
        return {{"code", "42"}, {"iss", issuer()}, {"state", "a state"}};
    }
    int tokens = 0;
    std::string form, exchanged, refuse, pds;
};

TEST_F(BlueskyLogin, pushes_its_request_and_comes_back_with_tokens_bound_to_a_key) {
    auto begun = begin();
    EXPECT_EQ(begun.address.find(town.address() + "/oauth/authorize?client_id=http%3A%2F%2Flocalhost%3F"), 0u)
        << begun.address;
    EXPECT_NE(begun.address.find("request_uri=urn%3Arequest%3A1"), std::string::npos);
    auto verifier = json::text(json::value(begun.kept), "verifier");
    EXPECT_NE(form.find("code_challenge=" + base64url(sha256(verifier))), std::string::npos);
    EXPECT_NE(form.find("login_hint=hello.town.example"), std::string::npos);
    auto options = authorise.finish(begun.kept, come_back(), around);
    EXPECT_EQ(options["account"], "@hello.town.example");
    EXPECT_EQ(options["did"], Town::us);
    EXPECT_NE(exchanged.find("code_verifier=" + verifier), std::string::npos);
    auto tokens_now = Tokens::read(options["password"]);
    ASSERT_TRUE(tokens_now && tokens_now->granted());
    EXPECT_EQ(tokens_now->access, "access-1");
    EXPECT_LT(options["password"].size(), 4'000u);
}

TEST_F(BlueskyLogin, every_request_proves_that_we_hold_the_key) {
    auto options = authorise.finish(begin().kept, come_back(), around);
    auto config = town.config();
    config.options["password"] = options["password"];
    Connected(config, around).probe(1);
    auto asked = town.requests("app.bsky.notification.listNotifications").at(0);
    EXPECT_EQ(asked.headers.get("Authorization"), "DPoP access-1");
    auto said = part(std::string(asked.headers.get("DPoP")), 1);
    EXPECT_EQ(json::text(said, "htm"), "GET");
    EXPECT_EQ(json::text(said, "htu"), town.address() + "/xrpc/app.bsky.notification.listNotifications");
    EXPECT_EQ(json::text(said, "ath"), base64url(sha256("access-1")));
    EXPECT_EQ(json::text(part(std::string(asked.headers.get("DPoP")), 0), "typ"), "dpop+jwt");
}

TEST_F(BlueskyLogin, a_grant_renews_itself_and_asks_anew_when_it_has_ended) {
    auto options = authorise.finish(begin().kept, come_back(), around);
    Secrets stored{{"password", options["password"]}};
    auto config = town.config();
    config.options["password"] = stored["password"];
    config.renew = [&](const auto& change) { return stored = change(stored); };
    town.meddle([this](const net::Request& request) -> std::optional<net::Response> {
        if (request.headers.get("Authorization") == "DPoP access-1")
            return net::Response{.status = 401, .body = R"({"error":"invalid_token","message":"exp"})"};
        return answer(request);
    });
    Connected(config, around).probe(1);
    EXPECT_NE(exchanged.find("grant_type=refresh_token&refresh_token=refresh-1"), std::string::npos);
    EXPECT_EQ(Tokens::read(stored["password"])->access, "access-2");
    refuse = R"({"error":"invalid_grant","error_description":"Token revoked"})";
    EXPECT_FALSE(failure([&] { Connected(config, around).probe(1); }));  // what the first got is used
    stored["password"] = options["password"];
    auto ended = failure([&] { Connected(config, around).probe(1); });
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->fault(), Fault::reauthorise);
    EXPECT_NE(ended->text().find("Token revoked"), std::string::npos);
}

TEST_F(BlueskyLogin, tells_the_servers_own_words_when_it_fails) {
    auto begun = begin();
    auto denied = failure([&] {
        authorise.finish(begun.kept, {{"error", "access_denied"}, {"error_description", "The owner said no"}},
                         around);
    });
    ASSERT_TRUE(denied);
    EXPECT_NE(denied->text().find("The owner said no"), std::string::npos);
    EXPECT_TRUE(failure([&] { authorise.finish(begun.kept, {}, around); }));
    EXPECT_TRUE(failure([&] {
        authorise.finish(begun.kept, {{"code", "42"}, {"iss", "https://evil.example"}}, around);
    }));
    refuse = R"({"error":"invalid_grant","error_description":"The code has expired"})";
    auto expired = failure([&] { authorise.finish(begun.kept, come_back(), around); });
    ASSERT_TRUE(expired);
    EXPECT_NE(expired->text().find("The code has expired"), std::string::npos);
}

// Whoever gives tokens cannot speak for an account that is kept elsewhere.
TEST_F(BlueskyLogin, an_account_that_is_kept_elsewhere_is_refused) {
    auto begun = begin();
    pds = "http://127.0.0.1:1";
    EXPECT_TRUE(failure([&] { authorise.finish(begun.kept, come_back(), around); }));
}

TEST_F(BlueskyLogin, says_who_we_are_where_it_can_be_read) {
    auto callback = "https://desk.example/api/authorisations/callback";
    json::value shown(authorise.client(callback));
    EXPECT_EQ(json::text(shown, "client_id"), "https://desk.example/api/authorisations/clients/bluesky");
    EXPECT_EQ(json::text(shown, "client_uri"), "https://desk.example");
    EXPECT_TRUE(json::boolean(shown, "dpop_bound_access_tokens"));
    begin(callback);
    EXPECT_NE(form.find("client_id=https%3A%2F%2Fdesk.example%2Fapi%2Fauthorisations%2Fclients%2Fbluesky"),
              std::string::npos);
    for (auto* odd : {"http://desk.example/api/authorisations/callback",
                      "http://localhost:8080/api/authorisations/callback"})
        EXPECT_TRUE(failure([&] { begin(odd); })) << odd;
}

// Checked by another reading of the standard than ours: OpenSSL over the two numbers and the key told in the
// head.
TEST_F(BlueskyLogin, a_proof_is_signed_with_the_key_it_names) {
    auto jwt = proof(fresh_key(), net::Method::post, "https://pds.example/xrpc/x?y=1", "n", "token", around);
    auto text = jwt.substr(0, jwt.rfind('.'));
    auto numbers = *from_base64url(jwt.substr(jwt.rfind('.') + 1));
    ASSERT_EQ(numbers.size(), 64u);
    auto head = part(jwt, 0);
    const auto& jwk = *json::find(head, {"jwk"});
    EXPECT_FALSE(jwk.as_object().contains("d"));
    auto point = "\x04" + *from_base64url(json::text(jwk, "x")) + *from_base64url(json::text(jwk, "y"));
    char group[] = "P-256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    auto* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    EVP_PKEY* key = nullptr;
    ASSERT_EQ(EVP_PKEY_fromdata_init(context), 1);
    ASSERT_EQ(EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters), 1);
    auto* signature = ECDSA_SIG_new();
    const auto* bytes = reinterpret_cast<const unsigned char*>(numbers.data());
    ECDSA_SIG_set0(signature, BN_bin2bn(bytes, 32, nullptr), BN_bin2bn(bytes + 32, 32, nullptr));
    unsigned char* der = nullptr;
    auto size = i2d_ECDSA_SIG(signature, &der);
    auto* digest = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, key);
    EXPECT_EQ(EVP_DigestVerify(digest, der, static_cast<std::size_t>(size),
                               reinterpret_cast<const unsigned char*>(text.data()), text.size()),
              1);
    EVP_MD_CTX_free(digest), OPENSSL_free(der), ECDSA_SIG_free(signature);
    EVP_PKEY_free(key), EVP_PKEY_CTX_free(context);
}
}  // namespace
}  // namespace channels::bluesky
