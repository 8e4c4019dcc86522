#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "channels/email/address.hpp"
#include "channels/email/bounce.hpp"

// The machine-readable half of a delivery report, RFC 3464 §2 and RFC 6533 §3.
namespace channels::email {
namespace {
constexpr std::size_t most_failures = 100;

// "rfc822; ana@x.example" without its type, in any of the spellings seen.
std::string recipient(std::string_view field) {
    auto semicolon = field.find(';');
    auto text = trim(semicolon == field.npos ? field : field.substr(semicolon + 1));
    auto found = mailboxes(text);
    return found.empty() ? "" : found.front().address;
}

std::string first_recipient(const Fields& fields) {
    constexpr auto names = std::to_array<std::string_view>(
        {"original-recipient", "final-recipient", "x-actual-recipient", "x-original-to"});
    for (auto name : names)
        if (auto address = recipient(fields.first(name)); !address.empty()) return address;
    return {};
}

std::string diagnostic(const Fields& fields) {
    auto value = fields.first("diagnostic-code");
    auto semicolon = value.find(';');
    if (semicolon != value.npos && semicolon < 20) value.remove_prefix(semicolon + 1);
    if (trim(value).empty()) value = fields.first("x-diagnostic-code");
    if (trim(value).empty()) value = fields.first("x-supplementary-info");
    return std::string(prefix(header_text(value), 1000));
}

bool vague(std::string_view status) {
    return status.empty() || status.ends_with(".0.0");
}

Failure failure(const Fields& fields) {
    Failure result{.recipient = first_recipient(fields),
                   .status = status_in(fields.first("status")),
                   .action = lower(fields.first("action")),
                   .reason = {},
                   .diagnostic = diagnostic(fields)};
    if (result.status.empty() && fields.first("status").starts_with('2')) result.status = "2.0.0";
    if (vague(result.status)) {
        auto detail = status_in(result.diagnostic);
        if (!detail.empty() && (result.status.empty() || !vague(detail))) result.status = detail;
    }
    result.action = result.action.substr(0, result.action.find_first_of(" \t(;"));
    if (result.action.empty()) result.action = result.status.starts_with('4') ? "delayed" : "failed";
    if (result.action == "failure" || result.action == "error") result.action = "failed";
    if (result.status.empty() && result.action == "failed") result.status = "5.0.0";
    result.reason = failure_reason(result.diagnostic, result.status);
    return result;
}

bool about_a_recipient(const Fields& fields) {
    return fields.has("final-recipient") || fields.has("original-recipient") || fields.has("action");
}
}  // namespace

std::vector<Failure> delivery_failures(std::string_view text) {
    std::vector<Failure> result;
    while (!text.empty() && result.size() < most_failures) {
        auto begin = text.find_first_not_of("\r\n");
        if (begin == text.npos) break;
        text.remove_prefix(begin);
        auto fields = Fields::parse(text);
        if (about_a_recipient(fields)) result.push_back(failure(fields));
        auto end = text.find("\n\n");
        text.remove_prefix(end == text.npos ? text.size() : end);
    }
    auto rank = [](const Failure& each) {
        return each.action == "failed" ? 0 : each.action == "delayed" ? 1 : 2;
    };
    std::stable_sort(result.begin(), result.end(),
                     [&](const Failure& a, const Failure& b) { return rank(a) < rank(b); });
    return result;
}

}  // namespace channels::email
