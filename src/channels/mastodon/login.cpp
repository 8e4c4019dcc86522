#include "channels/mastodon/login.hpp"

#include <array>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/mastodon/place.hpp"
#include "channels/mastodon/settings.hpp"
#include "net/url.hpp"

namespace channels::mastodon {
namespace {
constexpr std::array<Authorise::Scope, 5> scopes{{
    {"read", "Read mentions, private messages, follows and the timelines you choose."},
    {"write:statuses", "Publish answers and posts, edit, delete and boost them."},
    {"write:media", "Attach pictures."},
    {"write:favourites", "Mark posts as favourites."},
    {"write:follows", "Follow and unfollow people."},
}};

std::string scope() {
    std::string all;
    for (const auto& each : scopes) all += (all.empty() ? "" : " ") + std::string(each.id);
    return all;
}

json::value post(const Surroundings& around, const std::string& url, const std::string& form) {
    net::Fetch request{.method = net::Method::post, .url = url, .body = form, .redirects = 0};
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.headers.set("Accept", "application/json");
    net::Fetched answer;
    try {
        answer = around.http.fetch(request);
    } catch (const net::FetchError& error) {
        throw ChannelError(Fault::retry_later, error.text(), {}, error.detail());
    }
    auto parsed = json::parse(answer.body);
    if (answer.status == 404)
        throw ChannelError(Fault::rejected,
                           url + " is not there: this server does not speak the Mastodon API.");
    if (answer.status < 200 || answer.status > 299) refuse(answer, url, around.clock.now());
    if (!parsed) throw ChannelError(Fault::rejected, url + " answered something that is no JSON.");
    return std::move(*parsed);
}

Authorise::Begun begin(const ChannelConfig& config, const std::string& callback, const std::string& state,
                       const Surroundings& around) {
    auto base = server_address(config.option("server"));
    auto app =
        post(around, base + "/api/v1/apps",
             net::query({{"client_name", "Rapport"}, {"redirect_uris", callback}, {"scopes", scope()}}));
    auto id = json::text(app, "client_id"), secret = json::text(app, "client_secret");
    if (id.empty() || secret.empty())
        throw ChannelError(Fault::rejected, base + " did not register Rapport as an application.");
    auto verifier = base64url(around.random.bytes(48));
    auto address = base + "/oauth/authorize?" +
                   net::query({{"response_type", "code"},
                               {"client_id", id},
                               {"redirect_uri", callback},
                               {"scope", scope()},
                               {"state", state},
                               {"code_challenge", base64url(sha256(verifier))},
                               {"code_challenge_method", "S256"}});
    return {address, json::object{{"server", base},
                                  {"client_id", id},
                                  {"client_secret", secret},
                                  {"callback", callback},
                                  {"verifier", verifier}}};
}

std::string code_of(const std::map<std::string, std::string>& query, const std::string& server) {
    auto get = [&](const char* key) {
        auto found = query.find(key);
        return found == query.end() ? std::string() : found->second;
    };
    auto said = get("error_description").empty() ? get("error") : get("error_description");
    if (!said.empty())
        throw ChannelError(Fault::rejected,
                           server + " did not let us in: “" + std::string(prefix(to_utf8(said), 300)) + "”");
    auto code = get("code");
    if (code.empty())
        throw ChannelError(Fault::rejected, server + " sent you back without a code. Try again.");
    return code;
}

std::map<std::string, std::string> finish(const json::object& kept_object,
                                          const std::map<std::string, std::string>& query,
                                          const Surroundings& around) {
    json::value kept(kept_object);
    auto base = json::text(kept, "server");
    auto code = code_of(query, base);
    auto answer = post(around, base + "/oauth/token",
                       net::query({{"grant_type", "authorization_code"},
                                   {"code", code},
                                   {"client_id", json::text(kept, "client_id")},
                                   {"client_secret", json::text(kept, "client_secret")},
                                   {"redirect_uri", json::text(kept, "callback")},
                                   {"code_verifier", json::text(kept, "verifier")},
                                   {"scope", scope()}}));
    auto token = json::text(answer, "access_token");
    if (token.empty()) throw ChannelError(Fault::rejected, base + " gave no access token.");
    Api api(around, base, token);
    return {{"server", base}, {"access_token", token}, {"account", learn(api).handle}};
}
}  // namespace

const Authorise authorise{.begin = begin, .finish = finish, .scopes = scopes};
}  // namespace channels::mastodon
