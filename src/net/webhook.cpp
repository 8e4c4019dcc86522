#include "net/webhook.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace net::webhook {
namespace {
constexpr std::string_view prefix = "whsec_", version = "v1,";
constexpr std::size_t secret_bytes = 24, longest_id = 200, most_signatures = 20;

std::string key_of(std::string_view secret) {
    if (secret.starts_with(prefix)) secret.remove_prefix(prefix.size());
    return from_base64(secret).value_or("");
}

Error wrong(std::string_view header, const std::string& text) {
    return Error{Code::bad_request, text}.at(std::string(header));
}

std::string_view required(const Headers& headers, std::string_view name) {
    auto value = headers.get(name);
    if (value.empty())
        throw wrong(
            name, fmt::format("The header {} is missing. Sign the request as Standard Webhooks says.", name));
    return value;
}

std::string id_of(const Headers& headers) {
    auto id = required(headers, "webhook-id");
    auto fits = [](char c) { return c > ' ' && c < 0x7f && c != '.'; };
    if (id.size() > longest_id || !std::all_of(id.begin(), id.end(), fits))
        throw wrong("webhook-id", "webhook-id must be at most 200 plain characters without a full stop.");
    return std::string(id);
}

Time time_of(const Headers& headers, Time now) {
    auto text = required(headers, "webhook-timestamp");
    std::int64_t seconds = -1;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0 || seconds > 99'999'999'999)
        throw wrong("webhook-timestamp", "webhook-timestamp must be whole seconds since 1970.");
    Time at{seconds * second_ms};
    if (at + clocks_apart_ms < now || now + clocks_apart_ms < at)
        throw wrong("webhook-timestamp",
                    fmt::format("webhook-timestamp is more than five minutes away from our clock, which says "
                                "{}. Set the sender's clock, and sign each try anew.",
                                now.rfc3339()));
    return at;
}

// Every pair is compared, so that the time tells nothing.
bool fits_any(std::string_view given, const std::vector<std::string>& expected) {
    bool found = false;
    for (std::size_t n = 0; n < most_signatures && !given.empty(); ++n) {
        auto one = given.substr(0, given.find(' '));
        given.remove_prefix(std::min(given.size(), one.size() + 1));
        for (const auto& each : expected) found |= equal_secret(one, each);
    }
    return found;
}
}  // namespace

Keys Keys::fresh(Random& random) {
    return {.secret = std::string(prefix) + base64(random.bytes(secret_bytes))};
}

Keys Keys::renewed(Random& random, Time now) const {
    auto made = fresh(random);
    if (!secret.empty()) made.former = secret, made.former_until = now + former_ms;
    return made;
}

std::vector<std::string> Keys::good(Time now) const {
    std::vector<std::string> all;
    if (!secret.empty()) all.push_back(secret);
    if (!former.empty() && now < former_until) all.push_back(former);
    return all;
}

std::map<std::string, std::string> Keys::kept() const {
    std::map<std::string, std::string> all{{"secret", secret}};
    if (!former.empty()) all["former"] = former, all["former_until"] = std::to_string(former_until.ms);
    return all;
}

Keys Keys::from(const std::map<std::string, std::string>& kept) {
    auto value = [&](const char* key) {
        auto found = kept.find(key);
        return found == kept.end() ? std::string() : found->second;
    };
    Keys keys{.secret = value("secret"), .former = value("former")};
    auto until = value("former_until");
    std::from_chars(until.data(), until.data() + until.size(), keys.former_until.ms);
    return keys;
}

std::string signature(std::string_view secret, std::string_view id, Time at, std::string_view body) {
    auto content = fmt::format("{}.{}.{}", id, at.ms / second_ms, body);
    return std::string(version) + base64(hmac_sha256(key_of(secret), content));
}

void sign(Headers& headers, std::span<const std::string> secrets, std::string_view id, Time at,
          std::string_view body) {
    std::string all;
    for (const auto& secret : secrets) all += (all.empty() ? "" : " ") + signature(secret, id, at, body);
    headers.set("webhook-id", std::string(id));
    headers.set("webhook-timestamp", std::to_string(at.ms / second_ms));
    headers.set("webhook-signature", all);
}

std::string verified(const Headers& headers, std::string_view body, std::span<const std::string> secrets,
                     Time now) {
    auto id = id_of(headers);
    auto at = time_of(headers, now);
    auto given = required(headers, "webhook-signature");
    std::vector<std::string> expected;
    for (const auto& secret : secrets) expected.push_back(signature(secret, id, at, body));
    if (!fits_any(given, expected))
        throw Error{
            Code::unauthenticated,
            "The signature does not fit. Sign “webhook-id.webhook-timestamp.body” with this channel's "
            "secret, over exactly the bytes that are sent."}
            .at("webhook-signature");
    return id;
}
}  // namespace net::webhook
