#include <algorithm>
#include <array>
#include <cctype>

#include "channels/email/bounce.hpp"

namespace channels::email {
namespace {
struct Clue {
    std::string_view reason, words;
};

// The first that is found wins: what is specific stands before what is general.
constexpr std::array clues{
    Clue{"authentication-failure", "bad spf"},
    Clue{"authentication-failure", "spf record"},
    Clue{"authentication-failure", "spf check"},
    Clue{"authentication-failure", "spf fail"},
    Clue{"authentication-failure", "dmarc"},
    Clue{"authentication-failure", "dkim"},
    Clue{"authentication-failure", "unauthenticated"},
    Clue{"authentication-failure", "sender policy framework"},
    Clue{"mailbox-full", "exceeds allowed size"},
    Clue{"mailbox-full", "full mailbox"},
    Clue{"mailbox-full", "over its quota"},
    Clue{"mailbox-full", "mailbox is full"},
    Clue{"mailbox-full", "mailbox full"},
    Clue{"mailbox-full", "inbox is full"},
    Clue{"mailbox-full", "mailbox size limit"},
    Clue{"mailbox-full", "over quota"},
    Clue{"mailbox-full", "overquota"},
    Clue{"mailbox-full", "quota exceeded"},
    Clue{"mailbox-full", "exceeded storage"},
    Clue{"mailbox-full", "exceeds quota"},
    Clue{"mailbox-full", "quota is full"},
    Clue{"mailbox-full", "quota_exceeded"},
    Clue{"mailbox-full", "exceed mailbox quota"},
    Clue{"mailbox-full", "exceeded its quota"},
    Clue{"mailbox-full", "quota limit"},
    Clue{"mailbox-full", "out of storage"},
    Clue{"mailbox-full", "maildir over"},
    Clue{"mailbox-full", "would be over the allowed quota"},
    Clue{"mailbox-full", "not enough storage"},
    Clue{"mailbox-full", "insufficient storage"},
    Clue{"message-too-big", "message size exceeds"},
    Clue{"message-too-big", "message too large"},
    Clue{"message-too-big", "message is too large"},
    Clue{"message-too-big", "message too big"},
    Clue{"message-too-big", "exceeds fixed maximum"},
    Clue{"message-too-big", "exceeds maximum message size"},
    Clue{"message-too-big", "exceeded the maximum message size"},
    Clue{"message-too-big", "size limit"},
    Clue{"message-too-big", "message length exceeds"},
    Clue{"suspended", "account is disabled"},
    Clue{"suspended", "account disabled"},
    Clue{"suspended", "account has been disabled"},
    Clue{"suspended", "mailbox disabled"},
    Clue{"suspended", "mailbox is disabled"},
    Clue{"suspended", "is inactive"},
    Clue{"suspended", "suspended"},
    Clue{"suspended", "account inactive"},
    Clue{"suspended", "mailbox is inactive"},
    Clue{"suspended", "currently suspended"},
    Clue{"suspended", "disabled or discontinued"},
    Clue{"user-unknown", "recipnotfound"},
    Clue{"user-unknown", "user not exist"},
    Clue{"user-unknown", "users not exist"},
    Clue{"user-unknown", "not exist"},
    Clue{"user-unknown", "not recognized"},
    Clue{"user-unknown", "unknown recipient"},
    Clue{"user-unknown", "no user"},
    Clue{"user-unknown", "user unknown"},
    Clue{"user-unknown", "unknown user"},
    Clue{"user-unknown", "no such user"},
    Clue{"user-unknown", "no such address"},
    Clue{"user-unknown", "no such mailbox"},
    Clue{"user-unknown", "no such person"},
    Clue{"user-unknown", "no such recipient"},
    Clue{"user-unknown", "no such account"},
    Clue{"user-unknown", "user not found"},
    Clue{"user-unknown", "not found in directory"},
    Clue{"user-unknown", "recipientnotfound"},
    Clue{"user-unknown", "recipient not found"},
    Clue{"user-unknown", "mailbox not found"},
    Clue{"user-unknown", "account not found"},
    Clue{"user-unknown", "address not found"},
    Clue{"user-unknown", "mailbox unknown"},
    Clue{"user-unknown", "unknown mailbox"},
    Clue{"user-unknown", "unknown recipient"},
    Clue{"user-unknown", "recipient unknown"},
    Clue{"user-unknown", "unknown address"},
    Clue{"user-unknown", "unknown or illegal alias"},
    Clue{"user-unknown", "unknown local"},
    Clue{"user-unknown", "user doesn't have"},
    Clue{"user-unknown", "does not exist"},
    Clue{"user-unknown", "doesn't exist"},
    Clue{"user-unknown", "not a valid mailbox"},
    Clue{"user-unknown", "not a valid recipient"},
    Clue{"user-unknown", "invalid recipient"},
    Clue{"user-unknown", "invalid mailbox"},
    Clue{"user-unknown", "invalid address"},
    Clue{"user-unknown", "mailbox unavailable"},
    Clue{"user-unknown", "not listed in"},
    Clue{"user-unknown", "no mailbox here"},
    Clue{"user-unknown", "no mailbox by that name"},
    Clue{"user-unknown", "not our customer"},
    Clue{"user-unknown", "recipient address rejected: user"},
    Clue{"user-unknown", "unrouteable address"},
    Clue{"user-unknown", "undeliverable address"},
    Clue{"user-unknown", "not have an account"},
    Clue{"user-unknown", "no longer valid"},
    Clue{"user-unknown", "no longer in use"},
    Clue{"user-unknown", "address unknown"},
    Clue{"user-unknown", "not a known user"},
    Clue{"user-unknown", "could not be found"},
    Clue{"user-unknown", "isn't found at"},
    Clue{"host-unknown", "dns lookup failure"},
    Clue{"host-unknown", "bad destination"},
    Clue{"host-unknown", "host unknown"},
    Clue{"host-unknown", "unknown host"},
    Clue{"host-unknown", "host not found"},
    Clue{"host-unknown", "no such domain"},
    Clue{"host-unknown", "domain not found"},
    Clue{"host-unknown", "domain does not"},
    Clue{"host-unknown", "domain name not found"},
    Clue{"host-unknown", "name or service not known"},
    Clue{"host-unknown", "couldn't find any host"},
    Clue{"host-unknown", "nxdomain"},
    Clue{"host-unknown", "dns error"},
    Clue{"host-unknown", "null mx"},
    Clue{"host-unknown", "unrouteable mail domain"},
    Clue{"host-unknown", "unrouteable domain"},
    Clue{"host-unknown", "illegal host/domain"},
    Clue{"rate-limited", "rate limit"},
    Clue{"rate-limited", "too many messages"},
    Clue{"rate-limited", "too many connections"},
    Clue{"rate-limited", "too quickly"},
    Clue{"rate-limited", "throttl"},
    Clue{"rate-limited", "greylist"},
    Clue{"rate-limited", "graylist"},
    Clue{"relaying-denied", "relay"},
    Clue{"blocked", "rdns"},
    Clue{"blocked", "unfortunately, messages from"},
    Clue{"blocked", "bad reputation"},
    Clue{"blocked", "blocked"},
    Clue{"blocked", "blacklist"},
    Clue{"blocked", "blocklist"},
    Clue{"blocked", "block list"},
    Clue{"blocked", "black list"},
    Clue{"blocked", "spamhaus"},
    Clue{"blocked", "spamcop"},
    Clue{"blocked", "rbl"},
    Clue{"blocked", "dnsbl"},
    Clue{"blocked", "reputation"},
    Clue{"blocked", "reverse dns"},
    Clue{"blocked", "ptr record"},
    Clue{"blocked", "access denied"},
    Clue{"spam-detected", "spam"},
    Clue{"spam-detected", "unsolicited"},
    Clue{"spam-detected", "bulk mail"},
    Clue{"content-error", "virus"},
    Clue{"content-error", "malware"},
    Clue{"content-error", "attachment"},
    Clue{"content-error", "content rejected"},
    Clue{"content-error", "header error"},
    Clue{"content-error", "executable"},
    Clue{"mail-loop", "loop"},
    Clue{"mail-loop", "too many hops"},
    Clue{"mail-loop", "hop count"},
    Clue{"system-full", "disk full"},
    Clue{"system-full", "no space left"},
    Clue{"system-full", "insufficient system"},
    Clue{"expired", "retry timeout"},
    Clue{"expired", "retry time"},
    Clue{"expired", "expired"},
    Clue{"expired", "delivery time"},
    Clue{"expired", "too long in queue"},
    Clue{"expired", "too old"},
    Clue{"expired", "not been delivered after"},
    Clue{"expired", "in the queue too long"},
    Clue{"network-error", "socket error"},
    Clue{"network-error", "network error"},
    Clue{"network-error", "did not accept our requests to connect"},
    Clue{"network-error", "temporary failure in name"},
    Clue{"network-error", "connection refused"},
    Clue{"network-error", "connection timed out"},
    Clue{"network-error", "connect timeout"},
    Clue{"network-error", "operation timed out"},
    Clue{"network-error", "timed out"},
    Clue{"network-error", "no route to host"},
    Clue{"network-error", "network is unreachable"},
    Clue{"network-error", "lost connection"},
    Clue{"network-error", "connection reset"},
    Clue{"network-error", "connection dropped"},
    Clue{"network-error", "could not connect"},
    Clue{"network-error", "host unreachable"},
    Clue{"filtered", "filtered"},
    Clue{"filtered", "refused by the recipient"},
    Clue{"rejected", "sender rejected"},
    Clue{"rejected", "sender address rejected"},
    Clue{"rejected", "unroutable sender"},
};

// What only says that somebody did not want it; a detailed code knows more.
constexpr std::array vague_clues{
    Clue{"policy-violation", "policy"},
    Clue{"policy-violation", "not permitted"},
    Clue{"policy-violation", "not authorized"},
    Clue{"policy-violation", "prohibited"},
    Clue{"rejected", "denied"},
    Clue{"rejected", "rejected"},
};

struct CodeMeaning {
    std::string_view code, reason;  // without the class
};
// RFC 3463 and the registry of enhanced status codes.
constexpr std::array<CodeMeaning, 27> codes{{
    {".1.1", "user-unknown"},
    {".1.0", "user-unknown"},
    {".1.2", "host-unknown"},
    {".1.3", "user-unknown"},
    {".1.6", "user-unknown"},
    {".1.7", "rejected"},
    {".1.8", "rejected"},
    {".1.10", "user-unknown"},
    {".2.0", "filtered"},
    {".2.1", "suspended"},
    {".2.2", "mailbox-full"},
    {".2.3", "message-too-big"},
    {".3.1", "system-full"},
    {".3.4", "message-too-big"},
    {".4.1", "expired"},
    {".4.2", "network-error"},
    {".4.3", "network-error"},
    {".4.4", "host-unknown"},
    {".4.6", "mail-loop"},
    {".4.7", "expired"},
    {".6.0", "content-error"},
    {".7.0", "policy-violation"},
    {".7.1", "policy-violation"},
    {".7.9", "policy-violation"},
    {".7.20", "authentication-failure"},
    {".7.23", "authentication-failure"},
    {".7.26", "authentication-failure"},
}};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && digit(text[count])) ++count;
    return count;
}

// "5.1.1" at the beginning of `text`, "" when there is none.
std::string enhanced_at(std::string_view text) {
    if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.') return {};
    auto second = digits(text.substr(2));
    if (second < 1 || second > 3 || 2 + second >= text.size() || text[2 + second] != '.') return {};
    auto third = digits(text.substr(3 + second));
    auto end = 3 + second + third;
    // Four groups are an address.
    bool more = end + 1 < text.size() && text[end] == '.' && digit(text[end + 1]);
    return third < 1 || third > 3 || more ? "" : std::string(text.substr(0, end));
}

bool reply_code_at(std::string_view text) {
    if (digits(text) != 3 || (text[0] != '4' && text[0] != '5') || text[1] > '5') return false;
    return text.size() == 3 || text[3] == ' ' || text[3] == '-' || text[3] == '#' || text[3] == ':' ||
           text[3] == '\n';
}
}  // namespace

std::string status_in(std::string_view words) {
    std::string detailed, vague, by_reply;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!digit(words[i]) || (i > 0 && (digit(words[i - 1]) || words[i - 1] == '.' ||
                                           std::isalpha(static_cast<unsigned char>(words[i - 1])))))
            continue;
        auto rest = words.substr(i);
        auto code = enhanced_at(rest);
        if (!code.empty() && code[0] != '2') (code.ends_with(".0.0") ? vague : detailed) = code;
        if (by_reply.empty() && reply_code_at(rest)) by_reply = std::string(1, rest[0]) + ".0.0";
        if (!detailed.empty()) return detailed;
    }
    return vague.empty() ? by_reply : vague;
}

std::string failure_reason(std::string_view diagnostic, std::string_view status) {
    auto words = lower(diagnostic);
    std::replace(words.begin(), words.end(), '\n', ' ');
    for (const auto& clue : clues)
        if (words.find(clue.words) != words.npos) return std::string(clue.reason);
    auto code = status.substr(std::min<std::size_t>(1, status.size()));
    for (const auto& each : codes)
        if (each.code == code) return std::string(each.reason);
    for (const auto& clue : vague_clues)
        if (words.find(clue.words) != words.npos) return std::string(clue.reason);
    return "undefined";
}

}  // namespace channels::email
