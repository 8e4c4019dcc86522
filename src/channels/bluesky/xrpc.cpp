#include "channels/bluesky/xrpc.hpp"

#include <algorithm>
#include <charconv>

#include "base/encoding.hpp"
#include "channels/retry_after.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"

namespace channels::bluesky {
namespace {
std::int64_t number(std::string_view text) {
    std::int64_t value = -1;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

// The server's own words, at most a line long.
std::string words_of(const net::Fetched& answer) {
    auto parsed = json::parse(answer.body);
    if (!parsed) return {};
    auto said = json::text(*parsed, "message", json::text(*parsed, "error_description"));
    if (said.empty()) said = json::text(*parsed, "error");
    return std::string(prefix(text::collapse(said), 300));
}

Time asked_to_wait(const net::Headers& headers, Time now) {
    if (auto asked = retry_after(headers, now)) return *asked;
    if (auto reset = number(headers.get("RateLimit-Reset")); reset > 0) return {reset * second_ms};
    return {};
}

[[noreturn]] void refuse_account(const std::string& name, const std::string& host) {
    if (name == "AccountTakedown" || name == "RepoTakendown" || name == "RepoSuspended")
        throw ChannelError(Fault::gone, host +
                                            " has taken this account down. Its mail to the account's "
                                            "address says why and how to object.");
    throw ChannelError(Fault::gone, "This account is deactivated. Activate it at " + host + ".");
}

bool about_the_account(const std::string& name) {
    return name == "AccountTakedown" || name == "AccountDeactivated" || name == "RepoTakendown" ||
           name == "RepoSuspended" || name == "RepoDeactivated";
}

// Servers say 400 to much that other protocols have numbers for; of an account that they know nothing of, or
// not yet, even without a name for it.
int status_of(const net::Fetched& answer, const std::string& name, const std::string& said) {
    bool login = name == "ExpiredToken" || name == "InvalidToken" || name == "AuthenticationRequired" ||
                 name == "AuthMissing" || name == "invalid_token";
    bool missing = name == "RecordNotFound" || name == "NotFound" || name == "RepoNotFound" ||
                   (name == "InvalidRequest" && said == "Profile not found");
    bool known = answer.status >= 400 && answer.status < 500;
    return known && login ? 401 : known && missing ? 404 : answer.status;
}
}  // namespace

std::string error_name(const net::Fetched& answer) {
    auto parsed = answer.status >= 400 ? json::parse(answer.body) : std::nullopt;
    return parsed ? std::string(prefix(json::text(*parsed, "error"), 100)) : "";
}

void refuse(const net::Fetched& answer, const std::string& host, Time now) {
    auto said = words_of(answer), name = error_name(answer);
    auto in_words = said.empty() ? "" : " (“" + said + "”)";
    auto says = host + " answered " + std::to_string(answer.status) + in_words;
    if (about_the_account(name)) refuse_account(name, host);
    switch (status_of(answer, name, said)) {
        case 401:
            throw ChannelError(Fault::reauthorise, host + " does not accept our login any more" + in_words +
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

void refuse(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    bool for_good = error.reason() == Reason::bad_url || error.reason() == Reason::refused_by_guard;
    throw ChannelError(for_good ? Fault::rejected : Fault::retry_later, error.text(), {}, error.detail());
}

json::value understood(const net::Fetched& answer, const std::string& host, Time now) {
    if (answer.status < 200 || answer.status > 299) refuse(answer, host, now);
    auto parsed = json::parse(answer.body);
    if (!parsed)
        throw ChannelError(
            Fault::retry_later,
            host + " answered something that is no JSON. If this stays so, its address may be wrong.", {},
            std::string(prefix(to_utf8(answer.body), 200)));
    return std::move(*parsed);
}

bool surely_not_sent(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    auto why = error.reason();
    return why == Reason::bad_url || why == Reason::refused_by_guard || why == Reason::name ||
           why == Reason::connect || why == Reason::tls;
}

void note_rate(const net::Headers& headers, Health& health) {
    if (auto left = number(headers.get("RateLimit-Remaining")); left >= 0) health.remaining = left;
    if (auto most = number(headers.get("RateLimit-Limit")); most >= 0) health.limit = most;
    if (auto reset = number(headers.get("RateLimit-Reset")); reset > 0)
        health.resets_at = {reset * second_ms};
}

std::string host_of(const std::string& base) {
    auto url = net::parse_url(base);
    return url ? url->host : base;
}

std::string server_address(const std::string& typed, std::string_view option) {
    auto text = text::collapse(typed);
    if (text.find("://") == text.npos) text = "https://" + text;
    auto url = net::parse_url(text);
    if (!url || url->host.empty())
        throw ChannelError(Fault::rejected, "This is no address of a server. Write it like bsky.social.")
            .about(option);
    bool usual = url->port == (url->scheme == "https" ? 443 : 80);
    auto host = url->host.find(':') == url->host.npos ? url->host : "[" + url->host + "]";
    return url->scheme + "://" + host + (usual ? "" : ":" + std::to_string(url->port));
}
}  // namespace channels::bluesky
