#include "channels/email/settings.hpp"

#include <charconv>

#include <fmt/format.h>

#include "channels/email/address.hpp"
#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
[[noreturn]] void wrong(const char* key, std::string text) {
    throw Error(Code::bad_request, std::move(text)).at(key);
}

std::string value(const ChannelConfig& config, const char* key, std::string_view fallback = {}) {
    auto text = trim(config.option(key));
    return std::string(text.empty() ? fallback : text);
}

int number(const ChannelConfig& config, const char* key, int fallback, int least, int most) {
    auto text = value(config, key);
    if (text.empty()) return fallback;
    int result = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (error != std::errc{} || end != text.data() + text.size() || result < least || result > most)
        wrong(key, fmt::format("“{}” is no number from {} to {}.", text, least, most));
    return result;
}

bool flag(const ChannelConfig& config, const char* key, bool fallback) {
    auto text = lower(value(config, key));
    if (text.empty()) return fallback;
    return text == "true" || text == "1" || text == "on" || text == "yes";
}

std::string address(const ChannelConfig& config) {
    auto result = canonical_address(config.option("address"));
    if (result.empty()) wrong("address", fmt::format("“{}” is no mail address.", value(config, "address")));
    return result;
}

std::string host(const ChannelConfig& config, const char* key, std::string_view fallback, const char* label) {
    auto result = lower(value(config, key, fallback));
    if (result.empty()) wrong(key, fmt::format("The name of the {} is missing.", label));
    if (result.find_first_of(" \t/@") != result.npos)
        wrong(key, fmt::format("“{}” is no server name; it looks like mail.example.org.", result));
    return result;
}

template <class Security>
Security security(const ChannelConfig& config, const char* key, Security fallback) {
    auto text = value(config, key);
    if (text.empty()) return fallback;
    if (text == "tls") return Security::tls;
    if (text == "starttls") return Security::starttls;
    if (text == "none") return Security::none;
    wrong(key, fmt::format("“{}” is none of tls, starttls and none.", text));
}

std::vector<std::string> own_addresses(const ChannelConfig& config, const std::string& first) {
    std::vector<std::string> result{first};
    for (const auto& box : mailboxes(config.option("aliases")))
        if (box.address != first) result.push_back(box.address);
    return result;
}

ImapAccount imap(const ChannelConfig& config, const std::string& own, const net::HttpOptions& trust) {
    auto how = security(config, "imap_security", ImapAccount::Security::tls);
    int usual = how == ImapAccount::Security::tls ? 993 : 143;
    if (config.option("password").empty()) wrong("password", "The password is missing.");
    return {.host = host(config, "imap_host", "", "server for incoming mail (IMAP)"),
            .port = static_cast<std::uint16_t>(number(config, "imap_port", usual, 1, 65535)),
            .security = how,
            .user = value(config, "user", own),
            .password = config.option("password"),
            .trust = trust};
}

net::Submission smtp(const ChannelConfig& config, const ImapAccount& incoming) {
    net::Submission result;
    result.security = security(config, "smtp_security", net::Submission::Security::starttls);
    int usual = result.security == net::Submission::Security::tls ? 465 : 587;
    result.host = host(config, "smtp_host", incoming.host, "server for outgoing mail (SMTP)");
    result.port = static_cast<std::uint16_t>(number(config, "smtp_port", usual, 1, 65535));
    if (!flag(config, "smtp_login", true)) return result;
    result.user = value(config, "smtp_user", incoming.user);
    auto password = config.option("smtp_password");
    result.password = password.empty() ? incoming.password : password;
    return result;
}
}  // namespace

Settings settings_of(const ChannelConfig& config, const net::HttpOptions& trust) {
    auto own = address(config);
    auto incoming = imap(config, own, trust);
    auto outgoing = smtp(config, incoming);
    return {.identity = {.address = own, .name = value(config, "name"), .signing_key = config.signing_key},
            .own = own_addresses(config, own),
            .imap = std::move(incoming),
            .smtp = std::move(outgoing),
            .folder = value(config, "folder", "INBOX"),
            .sent_folder = value(config, "sent_folder"),
            .history_days = number(config, "history_days", 30, 0, 3650),
            .mark_seen = flag(config, "mark_seen", false),
            .copy_to_sent = flag(config, "copy_to_sent", true)};
}

}  // namespace channels::email
