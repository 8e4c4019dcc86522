#include "channels/bluesky/api.hpp"

#include "net/url.hpp"

namespace channels::bluesky {
namespace {
// Once for a proof's nonce, once for new tokens.
constexpr int most_mends = 2;
}  // namespace

net::Fetched Api::fetch(net::Fetch request) {
    request.headers.set("Accept", "application/json");
    for (int mends = 0;; ++mends) {
        session_.sign(request);
        auto answer = around_.http.fetch(request);
        note_rate(answer.headers, rate_);
        if (mends >= most_mends || !session_.mend(answer)) return answer;
    }
}

net::Fetched Api::query(const std::string& method, const Fields& fields) {
    auto url = us().pds + "/xrpc/" + method;
    char sign = '?';
    for (const auto& [key, value] : fields) {
        if (value.empty()) continue;
        url += sign + net::escape(key) + "=" + net::escape(value);
        sign = '&';
    }
    return fetch({.method = net::Method::get, .url = url, .redirects = 0});
}

net::Fetched Api::post(const std::string& method, const std::string& type, const std::string& body,
                       int seconds) {
    net::Fetch request{.method = net::Method::post,
                       .url = us().pds + "/xrpc/" + method,
                       .body = body,
                       .seconds = seconds,
                       .redirects = 0};
    request.headers.set("Content-Type", type);
    return fetch(std::move(request));
}

json::value Api::get(const std::string& method, const Fields& fields) try {
    return understood(query(method, fields), host(), now());
} catch (const net::FetchError& error) {
    refuse(error);
}

std::optional<json::value> Api::find(const std::string& method, const Fields& fields) try {
    return get(method, fields);
} catch (const ChannelError& error) {
    if (error.fault() != Fault::gone) throw;
    return std::nullopt;
}

json::value Api::call(const std::string& method, const json::value& input) try {
    return understood(ask(method, input), host(), now());
} catch (const net::FetchError& error) {
    refuse(error);
}

net::Fetched Api::ask(const std::string& method, const json::value& input) {
    return post(method, "application/json", json::serialize(input), 30);
}

json::value Api::upload(const std::string& media_type, const std::string& bytes) try {
    auto answer = understood(post("com.atproto.repo.uploadBlob", media_type, bytes, 300), host(), now());
    const auto* blob = json::find(answer, {"blob"});
    if (!blob || !blob->is_object())
        throw ChannelError(Fault::retry_later,
                           host() + " took the picture without saying what it is called.");
    return *blob;
} catch (const net::FetchError& error) {
    refuse(error);
}

Api::File Api::download(const std::string& url, std::uint64_t max_bytes) try {
    auto answer = around_.http.fetch({.url = url, .max_bytes = max_bytes});
    if (answer.status != 200) return {};
    auto type = std::string(answer.headers.get("Content-Type"));
    return {std::move(answer.body), type.substr(0, type.find(';'))};
} catch (const net::FetchError&) {
    return {};
}
}  // namespace channels::bluesky
