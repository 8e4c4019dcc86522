#include "channels/mastodon/api.hpp"

#include <charconv>
#include <thread>

#include "base/encoding.hpp"
#include "channels/dates.hpp"
#include "channels/retry_after.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace channels::mastodon {
namespace {
constexpr int media_tries = 20;

std::string host_of(const std::string& base) {
    auto url = net::parse_url(base);
    return url ? url->host : base;
}

std::int64_t number(std::string_view text) {
    std::int64_t value = -1;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

// The server's own words, as text and at most a line long.
std::string words_of(const net::Fetched& answer) {
    auto parsed = json::parse(answer.body);
    auto said = parsed ? json::text(*parsed, "error_description", json::text(*parsed, "error")) : "";
    return std::string(prefix(text::collapse(text::to_text(said)), 300));
}

Time asked_to_wait(const net::Headers& headers, Time now) {
    if (auto asked = retry_after(headers, now)) return *asked;
    if (auto reset = read_date(headers.get("X-RateLimit-Reset"))) return *reset;
    return {};
}

std::string with_query(std::string path, const Fields& query) {
    char sign = path.find('?') == path.npos ? '?' : '&';
    for (const auto& [key, value] : query) {
        if (value.empty()) continue;
        path += sign + net::escape(key) + "=" + net::escape(value);
        sign = '&';
    }
    return path;
}

[[noreturn]] void refuse(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    bool for_good = error.reason() == Reason::bad_url || error.reason() == Reason::refused_by_guard;
    throw ChannelError(for_good ? Fault::rejected : Fault::retry_later, error.text(), {}, error.detail());
}

std::string part(const std::string& boundary, const std::string& head, const std::string& body) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n";
}

std::string quoted(std::string text) {
    std::erase_if(text, [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
    return "\"" + text + "\"";
}
}  // namespace

void refuse(const net::Fetched& answer, const std::string& host, Time now) {
    auto said = words_of(answer);
    auto says =
        host + " answered " + std::to_string(answer.status) + (said.empty() ? "" : ": “" + said + "”");
    switch (answer.status) {
        case 401:
            throw ChannelError(Fault::reauthorise, host + " does not accept our login any more" +
                                                       (said.empty() ? "" : " (“" + said + "”)") +
                                                       ". Log in there again.");
        case 403:
            throw ChannelError(Fault::rejected, says + ". The account or this login may not do that.");
        case 404:
        case 410:
            throw ChannelError(Fault::gone, says + ". It is not there, or no longer.");
        case 408:
        case 425:
            throw ChannelError(Fault::retry_later, says + ". We try again.",
                               asked_to_wait(answer.headers, now));
        case 429:
            throw ChannelError(Fault::retry_later, host + " asks us to wait: we have called too often.",
                               asked_to_wait(answer.headers, now));
        default:
            break;
    }
    if (answer.status >= 500)
        throw ChannelError(Fault::retry_later, says + ". The server has a problem of its own; we try again.",
                           asked_to_wait(answer.headers, now));
    throw ChannelError(Fault::rejected, says + ".");
}

bool surely_not_sent(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    auto why = error.reason();
    return why == Reason::bad_url || why == Reason::refused_by_guard || why == Reason::name ||
           why == Reason::connect || why == Reason::tls;
}

net::Fetched Api::ask(const net::Fetch& request) {
    auto answer = around_.http.fetch(request);
    note_rate(answer.headers);
    return answer;
}

void Api::note_rate(const net::Headers& headers) {
    if (auto left = number(headers.get("X-RateLimit-Remaining")); left >= 0) rate_.remaining = left;
    if (auto most = number(headers.get("X-RateLimit-Limit")); most >= 0) rate_.limit = most;
    if (auto reset = read_date(headers.get("X-RateLimit-Reset"))) rate_.resets_at = *reset;
}

net::Fetch Api::request(net::Method method, const std::string& path) const {
    net::Fetch made{.method = method, .url = base_ + path, .redirects = 0};
    made.headers.set("Accept", "application/json");
    if (!token_.empty()) made.headers.set("Authorization", "Bearer " + token_);
    return made;
}

net::Fetch Api::request(net::Method method, const std::string& path, const json::value& body,
                        const std::string& key) const {
    auto made = request(method, path);
    made.headers.set("Content-Type", "application/json");
    made.body = json::serialize(body);
    if (!key.empty()) made.headers.set("Idempotency-Key", key);
    return made;
}

json::value Api::understood(const net::Fetched& answer) {
    if (answer.status < 200 || answer.status > 299) refuse(answer, host_of(base_), around_.clock.now());
    auto parsed = json::parse(answer.body);
    if (!parsed)
        throw ChannelError(Fault::retry_later,
                           host_of(base_) +
                               " answered something that is no JSON. If this stays so, its address "
                               "may be wrong.",
                           {}, std::string(prefix(to_utf8(answer.body), 200)));
    return std::move(*parsed);
}

json::value Api::get(const std::string& path, const Fields& query) try {
    return understood(ask(request(net::Method::get, with_query(path, query))));
} catch (const net::FetchError& error) {
    refuse(error);
}

std::optional<json::value> Api::find(const std::string& path, const Fields& query) try {
    auto answer = ask(request(net::Method::get, with_query(path, query)));
    if (answer.status == 404 || answer.status == 410) return std::nullopt;
    return understood(answer);
} catch (const net::FetchError& error) {
    refuse(error);
}

json::value Api::post(const std::string& path, const json::value& body) try {
    return understood(ask(request(net::Method::post, path, body, "")));
} catch (const net::FetchError& error) {
    refuse(error);
}

json::value Api::put(const std::string& path, const json::value& body) try {
    return understood(ask(request(net::Method::put, path, body, "")));
} catch (const net::FetchError& error) {
    refuse(error);
}

json::value Api::erase(const std::string& path) try {
    return understood(ask(request(net::Method::del, path)));
} catch (const net::FetchError& error) {
    refuse(error);
}

std::string Api::upload(const File& file) try {
    auto boundary = "rapport-" + hex(around_.random.bytes(16));
    auto made = request(net::Method::post, "/api/v2/media");
    made.headers.set("Content-Type", "multipart/form-data; boundary=" + boundary);
    made.seconds = 300;
    if (!file.description.empty()) made.body = part(boundary, "name=\"description\"", file.description);
    made.body += part(boundary,
                      "name=\"file\"; filename=" + quoted(file.name) + "\r\nContent-Type: " + file.media_type,
                      file.bytes) +
                 "--" + boundary + "--\r\n";
    auto answer = ask(made);
    if (answer.status == 404) made.url = base_ + "/api/v1/media", answer = ask(made);
    auto media = understood(answer);
    auto id = json::text(media, "id");
    // 202 and 206: it is being made fit; a post that names it before would be refused.
    for (int tries = 0; (answer.status == 202 || answer.status == 206) && tries < media_tries; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        answer = ask(request(net::Method::get, "/api/v1/media/" + net::escape(id)));
    }
    if (id.empty() || answer.status == 202 || answer.status == 206)
        throw ChannelError(Fault::retry_later,
                           host_of(base_) + " has not finished with the picture; we try again.");
    return id;
} catch (const net::FetchError& error) {
    refuse(error);
}

std::string Api::download(const std::string& url, std::uint64_t max_bytes) try {
    auto answer = around_.http.fetch({.url = url, .max_bytes = max_bytes});
    return answer.status == 200 ? std::move(answer.body) : "";
} catch (const net::FetchError&) {
    return "";
}
}  // namespace channels::mastodon
