#include "channels/bluesky/session.hpp"

#include "channels/bluesky/dpop.hpp"
#include "channels/bluesky/xrpc.hpp"
#include "text/fold.hpp"

namespace channels::bluesky {
namespace {
net::Fetched post(const Surroundings& around, const std::string& url, const std::string& bearer,
                  const std::string& body) try {
    net::Fetch request{.method = net::Method::post, .url = url, .body = body, .redirects = 0};
    request.headers.set("Accept", "application/json");
    if (!body.empty()) request.headers.set("Content-Type", "application/json");
    if (!bearer.empty()) request.headers.set("Authorization", "Bearer " + bearer);
    return around.http.fetch(request);
} catch (const net::FetchError& error) {
    refuse(error);
}

Tokens tokens_of(const json::value& answer, const std::string& server) {
    const auto* document = json::find(answer, {"didDoc"});
    auto pds = document ? pds_of(*document) : "";
    Tokens made{json::text(answer, "did"), json::text(answer, "handle"), pds.empty() ? server : pds,
                json::text(answer, "accessJwt"), json::text(answer, "refreshJwt")};
    if (made.did.empty() || made.access.empty() || made.refresh.empty())
        throw ChannelError(Fault::retry_later, host_of(server) + " let us in without saying who we are.");
    return made;
}

// Whether the other side means the token and not what was asked.
bool about_the_token(const net::Fetched& answer) {
    auto name = error_name(answer);
    return answer.status == 401 || name == "ExpiredToken" || name == "InvalidToken";
}

[[noreturn]] void refuse_password(const net::Fetched& answer, const std::string& server, Time now) {
    if (error_name(answer) == "AuthFactorTokenRequired")
        throw ChannelError(Fault::reauthorise,
                           "This is the account's own password. Make an app password in Bluesky under "
                           "Settings, Privacy and security, App passwords, and type it here.")
            .about("password");
    if (answer.status == 401 && error_name(answer) == "AuthenticationRequired")
        throw ChannelError(Fault::reauthorise, host_of(server) +
                                                   " does not know this handle with this app password; "
                                                   "it may have been revoked. Make a new one there.")
            .about("password");
    refuse(answer, host_of(server), now);
}
}  // namespace

std::string Tokens::text() const {
    json::object all{
        {"did", did}, {"handle", handle}, {"pds", pds}, {"access", access}, {"refresh", refresh}};
    if (granted()) all["key"] = key, all["client"] = client, all["renewed_at"] = renewed_at;
    return json::serialize(all);
}

std::optional<Tokens> Tokens::read(std::string_view text) {
    auto saved = text.starts_with('{') ? json::parse(text) : std::nullopt;
    if (!saved) return std::nullopt;
    auto get = [&](const char* name) { return json::text(*saved, name); };
    Tokens made{get("did"),     get("handle"), get("pds"),    get("access"),
                get("refresh"), get("key"),    get("client"), get("renewed_at")};
    return made.did.empty() || made.pds.empty() ? std::nullopt : std::optional(made);
}

std::string pds_of(const json::value& document) {
    for (const auto& each : json::list(document, "service")) {
        bool keeps_data = json::text(each, "id").ends_with("#atproto_pds") &&
                          json::text(each, "type") == "AtprotoPersonalDataServer";
        if (keeps_data) return server_address(json::text(each, "serviceEndpoint"), "server");
    }
    return {};
}

Session::Session(const ChannelConfig& config, const Surroundings& around)
    : config_(config),
      around_(around),
      server_(server_address(config.option("server").empty() ? "bsky.social" : config.option("server"),
                             "server")),
      tokens_(Tokens::read(config.option("password"))) {
    // What a login gave stands where a password would be typed; the session of a password stands beside it.
    if (!tokens_) tokens_ = Tokens::read(config.option("session"));
}

const Tokens& Session::tokens() {
    if (!tokens_) renew();
    return *tokens_;
}

void Session::sign(net::Fetch& request) {
    const auto& now = tokens();
    request.headers.set("Authorization", (now.granted() ? "DPoP " : "Bearer ") + now.access);
    if (now.granted())
        request.headers.set("DPoP", proof(now.key, request.method, request.url, nonce_, now.access, around_));
}

bool Session::mend(const net::Fetched& answer) {
    auto nonce = std::string(answer.headers.get("DPoP-Nonce"));
    bool fresh = tokens_ && tokens_->granted() && !nonce.empty() && nonce != nonce_;
    if (fresh) nonce_ = nonce;
    bool wants_nonce =
        answer.headers.get("WWW-Authenticate").find("use_dpop_nonce") != std::string_view::npos;
    if (fresh && wants_nonce) return true;
    if (!about_the_token(answer)) return false;
    renew();
    return true;
}

// Whoever came first has renewed the tokens for all.
void Session::renew() {
    auto used = tokens_ ? tokens_->access : "";
    auto change = [&](const Secrets& stored) {
        auto find = [&](const char* key) {
            auto at = stored.find(key);
            return at == stored.end() ? std::nullopt : Tokens::read(at->second);
        };
        auto granted = find("password");
        auto known = granted ? granted : find("session");
        if (!known) known = tokens_;
        if (known && known->access != used) return tokens_ = known, stored;
        tokens_ = !known             ? log_in(stored)
                  : known->granted() ? renewed_grant(*known, around_)
                                     : renewed(*known);
        auto after = stored;
        after[tokens_->granted() ? "password" : "session"] = tokens_->text();
        return after;
    };
    if (config_.renew)
        config_.renew(change);
    else
        change(config_.options);
}

Tokens Session::log_in(const Secrets& stored) const {
    auto password = stored.find("password");
    if (password == stored.end() || password->second.empty())
        throw ChannelError(Fault::reauthorise, "The app password of this channel is missing.")
            .about("password");
    auto name = text::collapse(config_.option("account"));
    if (name.starts_with('@')) name.erase(0, 1);
    json::object body{{"identifier", name}, {"password", password->second}};
    auto answer =
        post(around_, server_ + "/xrpc/com.atproto.server.createSession", "", json::serialize(body));
    if (answer.status < 200 || answer.status > 299) refuse_password(answer, server_, around_.clock.now());
    return tokens_of(understood(answer, host_of(server_), around_.clock.now()), server_);
}

Tokens Session::renewed(const Tokens& known) const {
    auto answer = post(around_, known.pds + "/xrpc/com.atproto.server.refreshSession", known.refresh, "");
    if (answer.status >= 400 && about_the_token(answer)) return log_in(config_.options);
    return tokens_of(understood(answer, host_of(known.pds), around_.clock.now()), known.pds);
}
}  // namespace channels::bluesky
