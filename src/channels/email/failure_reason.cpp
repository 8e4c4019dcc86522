#include <algorithm>
#include <cctype>

#include "channels/email/bounce.hpp"
#include "channels/email/failure_clues.hpp"

namespace channels::email {
namespace {
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
