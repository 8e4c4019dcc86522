#include "text/names.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/fold.hpp"
#include "text/length.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {
constexpr std::size_t longest_name = 100;
constexpr std::size_t most_bytes = 4'096;
constexpr std::size_t most_marks = 4;  // on one letter; more are there to spill over the lines around

bool is_mark(char32_t c) {
    return c >= 0x300 && (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

bool joiner(char32_t c) {
    return c == 0x200D || c == 0xFE0F || c == 0x200C;
}

bool invisible(char32_t c) {
    auto category = u_charType(static_cast<UChar32>(c));
    return !joiner(c) && !is_space(c) && (category == U_CONTROL_CHAR || category == U_FORMAT_CHAR);
}

constexpr std::pair<std::string_view, std::string_view> quotes[] = {
    {"\"", "\""}, {"'", "'"}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"‘", "’"}, {"「", "」"}};

std::string_view unquoted(std::string_view name) {
    for (const auto& [open, close] : quotes)
        if (name.size() > open.size() + close.size() && name.starts_with(open) && name.ends_with(close))
            return unquoted(name.substr(open.size(), name.size() - open.size() - close.size()));
    return name;
}

bool ideograph(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) || (c >= 0x3040 && c < 0x3100) ||
           (c >= 0xAC00 && c < 0xD7A4);
}

// The first letter or digit of a word in capitals; 0 when it has none.
char32_t initial(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
        auto c = static_cast<UChar32>(next(word, at));
        if (u_isalnum(c)) return static_cast<char32_t>(u_toupper(c));
    }
    return 0;
}
}  // namespace

std::string initials(std::string_view name) {
    auto clean = collapse(name);
    std::string_view words = clean;
    std::vector<char32_t> found;
    while (!words.empty()) {
        auto word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(words.size(), word.size() + 1));
        if (auto c = initial(word)) found.push_back(c);
    }
    std::string out;
    if (found.empty()) return out;
    append(out, found.front());
    if (found.size() > 1 && !ideograph(found.front())) append(out, found.back());
    return out;
}

std::string display_name(std::string_view raw) {
    std::string visible;
    std::size_t marks = 0;
    for (std::size_t at = 0; at < raw.size() && visible.size() < most_bytes;) {
        auto c = next(raw, at);
        marks = is_mark(c) ? marks + 1 : 0;
        if (!invisible(c) && marks <= most_marks) append(visible, c);
    }
    auto clean = collapse(visible);
    return collapse(first_graphemes(unquoted(clean), longest_name));
}
}  // namespace text
