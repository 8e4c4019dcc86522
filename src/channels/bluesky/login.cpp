#include "channels/bluesky/login.hpp"

#include <array>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/bluesky/dpop.hpp"
#include "channels/bluesky/syntax.hpp"
#include "channels/bluesky/xrpc.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"

namespace channels::bluesky {
namespace {
constexpr std::array<Authorise::Scope, 2> scopes{{
    {"atproto", "Know which account it is."},
    {"transition:generic",
     "Read notifications and posts; publish, like, repost, follow and delete in the account's name."},
}};
constexpr std::string_view scope = "atproto transition:generic";

net::Fetched get(const Surroundings& around, const std::string& url) try {
    net::Fetch request{.url = url};
    request.headers.set("Accept", "application/json");
    return around.http.fetch(request);
} catch (const net::FetchError& error) {
    refuse(error);
}

// Who gives tokens for a server; a large one lets another do that.
std::string issuer_of(const Surroundings& around, const std::string& server) {
    auto answer = get(around, server + "/.well-known/oauth-protected-resource");
    auto parsed = answer.status == 200 ? json::parse(answer.body) : std::nullopt;
    if (!parsed) return server;
    const auto& all = json::list(*parsed, "authorization_servers");
    bool said = !all.empty() && all.front().is_string();
    return said ? server_address(all.front().get_string().c_str(), "server") : server;
}

json::value described(const Surroundings& around, const std::string& issuer) {
    auto answer = get(around, issuer + "/.well-known/oauth-authorization-server");
    if (answer.status == 404)
        throw ChannelError(Fault::rejected, issuer + " offers no login for programs. Use an app password.")
            .about("server");
    auto found = understood(answer, host_of(issuer), around.clock.now());
    bool whole = json::text(found, "issuer") == issuer &&
                 !json::text(found, "pushed_authorization_request_endpoint").empty() &&
                 !json::text(found, "authorization_endpoint").empty() &&
                 !json::text(found, "token_endpoint").empty();
    if (!whole)
        throw ChannelError(Fault::rejected, issuer + " does not log in as the AT Protocol wants it.")
            .about("server");
    return found;
}

std::string document_of(const std::string& callback) {
    return callback.substr(0, callback.rfind('/')) + "/clients/bluesky";
}

// Servers fetch our description by https; for a program on one's own machine its address says everything.
std::string client_of(const std::string& callback) {
    auto url = net::parse_url(callback);
    if (url && url->scheme == "https") return document_of(callback);
    if (url && (url->host == "127.0.0.1" || url->host == "::1"))
        return "http://localhost?" + net::query({{"redirect_uri", callback}, {"scope", scope}});
    throw ChannelError(
        Fault::rejected,
        url && url->host == "localhost"
            ? "Bluesky lets people log in at http://127.0.0.1 but not at http://localhost. Open "
              "Rapport there, or use an app password."
            : "A login at Bluesky needs Rapport to be reached by https. Use an app password.");
}

json::object client(const std::string& callback) {
    return {{"client_id", document_of(callback)},
            {"client_name", "Rapport"},
            {"client_uri", callback.substr(0, callback.find('/', callback.find("://") + 3))},
            {"application_type", "web"},
            {"grant_types", json::array{"authorization_code", "refresh_token"}},
            {"response_types", json::array{"code"}},
            {"redirect_uris", json::array{json::value(callback)}},
            {"scope", scope},
            {"token_endpoint_auth_method", "none"},
            {"dpop_bound_access_tokens", true}};
}

std::string handle_typed(const ChannelConfig& config) {
    auto typed = text::collapse(config.option("account"));
    return typed.starts_with('@') ? typed.substr(1) : typed;
}

Authorise::Begun begin(const ChannelConfig& config, const std::string& callback, const std::string& state,
                       const Surroundings& around) {
    auto us = client_of(callback);
    const auto& typed = config.option("server");
    auto server = server_address(typed.empty() ? "bsky.social" : typed, "server");
    auto issuer = issuer_of(around, server);
    auto places = described(around, issuer);
    auto verifier = base64url(around.random.bytes(48)), key = fresh_key(), hint = handle_typed(config);
    auto form = net::query({{"client_id", us},
                            {"response_type", "code"},
                            {"redirect_uri", callback},
                            {"scope", scope},
                            {"state", state},
                            {"code_challenge", base64url(sha256(verifier))},
                            {"code_challenge_method", "S256"}});
    if (!hint.empty()) form += "&" + net::query({{"login_hint", hint}});
    auto pushed = post_form(json::text(places, "pushed_authorization_request_endpoint"), form, key, around);
    auto request = json::text(pushed, "request_uri");
    if (request.empty()) throw ChannelError(Fault::rejected, issuer + " did not take our request to log in.");
    return {json::text(places, "authorization_endpoint") + "?" +
                net::query({{"client_id", us}, {"request_uri", request}}),
            json::object{{"server", server},
                         {"issuer", issuer},
                         {"token_endpoint", json::text(places, "token_endpoint")},
                         {"client", us},
                         {"callback", callback},
                         {"verifier", verifier},
                         {"key", key}}};
}

std::string code_of(const std::map<std::string, std::string>& query, const std::string& issuer) {
    auto get = [&](const char* key) {
        auto found = query.find(key);
        return found == query.end() ? std::string() : found->second;
    };
    auto said = get("error_description").empty() ? get("error") : get("error_description");
    if (!said.empty())
        throw ChannelError(Fault::rejected,
                           issuer + " did not let us in: “" + std::string(prefix(to_utf8(said), 300)) + "”");
    if (get("iss") != issuer || get("code").empty())
        throw ChannelError(Fault::rejected, issuer + " sent you back without a code. Try again.");
    return get("code");
}

// Whoever gives tokens may say any name: that it keeps this account, or gives tokens for who does, is asked.
void require_vouched(const Surroundings& around, const std::string& server, const std::string& issuer,
                     const std::string& pds) {
    if (pds.empty() || (pds != server && issuer_of(around, pds) != issuer))
        throw ChannelError(Fault::rejected, issuer + " does not speak for the account it named.");
}

std::map<std::string, std::string> finish(const json::object& kept_object,
                                          const std::map<std::string, std::string>& query,
                                          const Surroundings& around) {
    json::value kept(kept_object);
    auto get_kept = [&](const char* key) { return json::text(kept, key); };
    auto issuer = get_kept("issuer"), server = get_kept("server");
    auto code = code_of(query, issuer);
    auto answer = post_form(get_kept("token_endpoint"),
                            net::query({{"grant_type", "authorization_code"},
                                        {"code", code},
                                        {"redirect_uri", get_kept("callback")},
                                        {"code_verifier", get_kept("verifier")},
                                        {"client_id", get_kept("client")}}),
                            get_kept("key"), around);
    auto did = json::text(answer, "sub");
    Tokens tokens{did,
                  "",
                  "",
                  json::text(answer, "access_token"),
                  json::text(answer, "refresh_token"),
                  get_kept("key"),
                  get_kept("client"),
                  get_kept("token_endpoint")};
    if (!is_did(did) || tokens.access.empty() || tokens.refresh.empty())
        throw ChannelError(Fault::rejected, issuer + " gave no tokens.");
    auto repository =
        understood(get(around, server + "/xrpc/com.atproto.repo.describeRepo?repo=" + net::escape(did)),
                   host_of(server), around.clock.now());
    tokens.handle = json::text(repository, "handle");
    const auto* document = json::find(repository, {"didDoc"});
    tokens.pds = document ? pds_of(*document) : "";
    require_vouched(around, server, issuer, tokens.pds);
    return {{"server", server}, {"account", "@" + tokens.handle}, {"did", did}, {"password", tokens.text()}};
}
}  // namespace

const Authorise authorise{.begin = begin, .finish = finish, .scopes = scopes, .client = client};
}  // namespace channels::bluesky
