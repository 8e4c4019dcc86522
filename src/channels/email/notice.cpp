#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "channels/email/address.hpp"
#include "channels/email/bounce.hpp"

// Notices of failure written for people only: where the returned mail begins, who did not get it, and why.
namespace channels::email {
namespace {
constexpr std::size_t most_failures = 100, longest_notice = 64u << 10, longest_diagnostic = 1000;

bool address_character(char c) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    return (c & 0x80) != 0 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           others.find(c) != others.npos;
}

bool domain_character(char c) {
    return (c & 0x80) != 0 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '-' || c == '.';
}

// The fields that a returned mail surely has; a notice seldom has three such lines together.
bool known_field(std::string_view line) {
    constexpr auto names = std::to_array<std::string_view>(
        {"received", "return-path", "from", "to", "subject", "date", "message-id", "mime-version",
         "content-type", "x-mailer", "delivered-to", "reply-to"});
    if (!looks_like_field(line)) return false;
    auto name = lower(trim(line.substr(0, line.find(':'))));
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view unquoted(std::string_view line) {
    while (line.starts_with('>') || line.starts_with('|')) {
        line.remove_prefix(1);
        if (line.starts_with(' ')) line.remove_prefix(1);
    }
    return line;
}

// Where a block of header fields begins: three known ones, with nothing but fields and continuations between.
std::size_t returned_header(std::string_view text) {
    std::size_t begin = text.npos, known = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto line_begin = at;
        auto line = next_line(text, at);
        auto bare = unquoted(line);
        bool continues = begin != text.npos && (bare.starts_with(' ') || bare.starts_with('\t'));
        if (looks_like_field(bare)) {
            if (begin == text.npos) begin = line_begin;
            if (known_field(bare) && ++known >= 3) return begin;
        } else if (!continues) {
            begin = text.npos;
            known = 0;
        }
    }
    return text.npos;
}

std::string without_quotes(std::string_view block) {
    std::string out;
    for (std::size_t at = 0; at < block.size() && out.size() < longest_notice;)
        out.append(unquoted(next_line(block, at))).append("\n");
    return out;
}

std::string_view line_around(std::string_view text, std::size_t at) {
    auto begin = text.rfind('\n', at);
    begin = begin == text.npos ? 0 : begin + 1;
    auto end = text.find('\n', at);
    return text.substr(begin, end == text.npos ? end : end - begin);
}

int points(std::string_view text, const FoundAddress& found) {
    auto line = lower(trim(line_around(text, found.begin)));
    auto before =
        lower(text.substr(found.begin < 40 ? 0 : found.begin - 40, std::min<std::size_t>(found.begin, 40)));
    auto alone = line.size() <= found.end - found.begin + 6;
    auto has = [&](std::string_view words) { return line.find(words) != line.npos; };
    int result = alone ? 4 : 0;
    if (line.starts_with(found.address)) result += 3;
    if (line.starts_with("<") || line.starts_with("to:")) result += 2;
    if (has("rcpt to") || has("final-recipient") || has("original-recipient") || has("failed address"))
        result += 4;
    if (has("recipient") || has("unknown") || has("undeliverable") || has("deliver") || has("mailbox") ||
        has("user"))
        result += 2;
    if (!status_in(line).empty()) result += 1;
    if (before.ends_with("mail from:<") || before.ends_with("from <") || before.ends_with("from: <") ||
        before.ends_with("from: ") || has("postmaster") || has("mailer-daemon") || has("contact"))
        result -= 6;
    return result;
}

bool never_a_recipient(const std::string& address, std::string_view sender) {
    auto local = address.substr(0, address.find('@'));
    return address == sender || local == "mailer-daemon" || local == "postmaster" || local == "abuse";
}

std::vector<std::string> recipients_in(std::string_view notice, std::string_view sender) {
    std::vector<std::pair<int, std::string>> ranked;
    for (const auto& found : addresses_in(notice)) {
        if (never_a_recipient(found.address, sender)) continue;
        auto score = points(notice, found);
        auto same = std::find_if(ranked.begin(), ranked.end(),
                                 [&](const auto& r) { return r.second == found.address; });
        if (same == ranked.end())
            ranked.emplace_back(score, found.address);
        else
            same->first = std::max(same->first, score);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> result;
    for (const auto& [score, address] : ranked)
        if (score > 0 && (result.empty() || score >= 4) && result.size() < most_failures)
            result.push_back(address);
    return result;
}

void append_words(std::string& words, std::string_view line) {
    if (words.size() + line.size() > longest_diagnostic) return;
    words += (words.empty() ? "" : " ") + std::string(trim(line));
}

// The lines from the one with the address to the next address, or all when it is nowhere.
std::vector<std::string_view> lines_about(std::string_view notice, const std::string& address,
                                          const std::vector<std::string>& others) {
    auto folded = lower(notice);
    auto at = address.empty() ? notice.npos : folded.find(address);
    std::vector<std::string_view> lines;
    for (std::size_t i = 0; i < notice.size() && lines.size() < 60;) {
        auto begin = i;
        auto line = next_line(notice, i);
        if (at != notice.npos && i <= at) continue;
        auto here = std::string_view(folded).substr(begin, line.size());
        bool other = std::any_of(others.begin(), others.end(), [&](const std::string& each) {
            return each != address && here.find(each) != here.npos;
        });
        if (other && !lines.empty()) break;
        if (!trim(line).empty()) lines.push_back(line);
    }
    return lines;
}

bool vague_words(std::string_view line) {
    auto reason = failure_reason(line, {});
    return reason == "undefined" || reason == "rejected" || reason == "policy-violation";
}

// What is most telling of them: lines with a code, lines that name a reason, the first ones at all.
std::string telling(const std::vector<std::string_view>& lines) {
    std::string coded, reasoned, first;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!status_in(lines[i]).empty()) append_words(coded, lines[i]);
        if (!vague_words(lines[i])) append_words(reasoned, lines[i]);
        if (i < 4) append_words(first, lines[i]);
    }
    if (!coded.empty() && !reasoned.empty() && vague_words(coded)) return coded + " " + reasoned;
    return !coded.empty() ? coded : !reasoned.empty() ? reasoned : first;
}

bool says_late(std::string_view subject, std::string_view notice) {
    auto text = lower(notice);
    auto title = lower(subject);
    constexpr auto words = std::to_array<std::string_view>(
        {"not yet been delivered", "will continue to try", "will be retried", "still being retried",
         "delivery attempts will continue", "message delayed", "is delayed", "been delayed",
         "do not need to resend", "temporary failure report", "temporary problem",
         "no action is required on your part"});
    return title.find("delay") != title.npos || title.starts_with("warning") ||
           std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != text.npos; });
}

Failure failure(std::string_view subject, std::string_view notice, const std::string& address,
                const std::vector<std::string>& others) {
    Failure result{.recipient = address, .status = {}, .action = {}, .reason = {}, .diagnostic = {}};
    auto words = telling(lines_about(notice, address, others));
    if (status_in(words).empty() && vague_words(words))
        if (auto any = telling(lines_about(notice, "", {})); !vague_words(any)) words = any;
    result.diagnostic = to_utf8(prefix(words, longest_diagnostic));
    result.status = status_in(result.diagnostic);
    bool late = says_late(subject, notice) && !result.status.starts_with('5');
    result.action = late ? "delayed" : "failed";
    if (result.status.empty()) result.status = late ? "4.0.0" : "5.0.0";
    result.reason = failure_reason(result.diagnostic, result.status);
    return result;
}

// Some servers write the machine-readable fields into the text.
std::vector<Failure> fields_in(std::string_view notice) {
    auto at = lower(notice).find("\nfinal-recipient:");
    if (at == notice.npos) return {};
    auto begin = notice.rfind("\n\n", at);
    return delivery_failures(notice.substr(begin == notice.npos ? at : begin));
}
}  // namespace

std::vector<FoundAddress> addresses_in(std::string_view text, std::size_t most) {
    std::vector<FoundAddress> result;
    for (auto at = text.find('@'); at != text.npos && result.size() < most; at = text.find('@', at + 1)) {
        auto begin = at, end = at + 1;
        while (begin > 0 && at - begin < 64 && address_character(text[begin - 1])) --begin;
        while (end < text.size() && end - at < 256 && domain_character(text[end])) ++end;
        while (begin < at && (text[begin] == '\'' || text[begin] == '.' || text[begin] == '=')) ++begin;
        auto address = canonical_address(to_utf8(text.substr(begin, end - begin)));
        if (!address.empty() && address.find('.', address.find('@')) != address.npos)
            result.push_back({address, begin, end});
    }
    return result;
}

Notice read_notice(std::string_view subject, std::string_view text, std::string_view sender,
                   std::vector<std::string> recipients) {
    text = text.substr(0, 4 * longest_notice);
    auto split = returned_header(text);
    Notice result;
    if (split != text.npos) result.returned = without_quotes(text.substr(split));
    auto notice = text.substr(0, split == text.npos ? longest_notice : std::min(split, longest_notice));
    result.failures = fields_in(notice);
    if (!result.failures.empty()) return result;
    if (recipients.empty()) recipients = recipients_in(notice, sender);
    if (recipients.empty() && !result.returned.empty())
        for (const auto& box : mailboxes(Fields::parse(result.returned).first("to")))
            if (recipients.size() < 10 && !never_a_recipient(box.address, sender))
                recipients.push_back(box.address);
    // What looked like the returned mail was part of the notice.
    if (recipients.empty()) recipients = recipients_in(text.substr(0, longest_notice), sender);
    if (recipients.empty()) recipients.emplace_back();
    for (const auto& address : recipients)
        if (result.failures.size() < most_failures)
            result.failures.push_back(failure(subject, notice, address, recipients));
    return result;
}

}  // namespace channels::email
