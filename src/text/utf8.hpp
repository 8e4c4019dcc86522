#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// Walking through UTF-8 that may be ill-formed.
namespace text {

// The code point at `at`, which is moved past it. An ill-formed byte reads as U+FFFD and counts as one
// character.
char32_t next(std::string_view text, std::size_t& at);

// The code point that ends before `at`; U+FFFD when ill-formed, 0 at the beginning.
char32_t before(std::string_view text, std::size_t at);

void append(std::string& out, char32_t c);

// The text without the combining marks beyond the thirtieth in a row: sorting them, as normalising does,
// takes time that grows with the square of their number (UAX 15, stream-safe text).
std::string stream_safe(std::string_view text);

bool is_ascii(std::string_view text);

// White_Space of the Unicode character database.
bool is_space(char32_t c);

constexpr bool ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool ascii_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
constexpr bool ascii_alphanumeric(char32_t c) {
    return ascii_letter(c) || ascii_digit(c);
}
constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
std::string ascii_lowered(std::string_view text);

}  // namespace text
