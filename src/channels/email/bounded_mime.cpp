#include "channels/email/bounded_mime.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>

#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
constexpr std::size_t most_boundaries = 1000, most_header_lines = 100'000, most_dashed_lines = 200'000;
constexpr std::size_t longest_field = 8u << 10, most_header_bytes = 4u << 20;

using Boundaries = std::unordered_set<std::string_view>;

bool same_letters(char a, char b) {
    return (a | 0x20) == (b | 0x20);
}

// Whatever stands behind "boundary=", wherever it stands: too many are harmless.
Boundaries boundaries(std::string_view message) {
    constexpr std::string_view key = "boundary";
    Boundaries found;
    std::boyer_moore_horspool_searcher search(
        key.begin(), key.end(), [](char c) { return std::hash<char>{}(static_cast<char>(c | 0x20)); },
        same_letters);
    for (auto at = message.begin(); found.size() < most_boundaries;) {
        at = std::search(at, message.end(), search);
        if (at == message.end()) break;
        at += key.size();
        auto rest = message.substr(static_cast<std::size_t>(at - message.begin()), 300);
        rest = rest.substr(std::min(rest.find('='), rest.size()));
        if (rest.empty()) continue;
        rest = trim(rest.substr(1));
        bool quoted = rest.starts_with('"');
        if (quoted) rest.remove_prefix(1);
        found.insert(trim(rest.substr(0, rest.find_first_of(quoted ? "\"\r\n" : "; \t\r\n"))));
    }
    return found;
}

struct Count {
    std::size_t parts = 0, dashed = 0, header_lines = 0, header_bytes = 0, field_bytes = 0;
    bool in_header = true;
};

void count_line(Count& count, std::string_view line, const Boundaries& known) {
    if (line.starts_with("--")) {
        ++count.dashed;
        count.in_header = true;
        auto rest = trim(line.substr(2));
        if (known.contains(rest)) ++count.parts;
    } else if (trim(line).empty()) {
        count.in_header = false;
    } else if (count.in_header) {
        ++count.header_lines;
        bool folded = line.front() == ' ' || line.front() == '\t';
        count.field_bytes = line.size() + (folded ? count.field_bytes : 0);
        count.header_bytes += line.size();
    }
}

bool beyond(const Count& count) {
    return count.header_lines > most_header_lines || count.dashed > most_dashed_lines ||
           count.field_bytes > longest_field || count.header_bytes > most_header_bytes;
}
}  // namespace

std::string_view bounded_mime(std::string_view message, std::size_t parts) {
    auto known = boundaries(message);
    Count count;
    for (std::size_t at = 0; at < message.size();) {
        auto begin = at;
        count_line(count, next_line(message, at), known);
        if (count.parts > parts || beyond(count)) return message.substr(0, begin);
    }
    return message;
}

}  // namespace channels::email
