#pragma once

// Sets of characters that twitter-text's published rules name, shared by links and tags.
namespace text {

constexpr bool is_latin_accent(char32_t c) {
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || c == 0x253 || c == 0x254 || c == 0x256 ||
           c == 0x257 || c == 0x259 || c == 0x25B || c == 0x263 || c == 0x268 || c == 0x26F || c == 0x272 ||
           c == 0x289 || c == 0x28B || c == 0x2BB || (c >= 0x300 && c <= 0x36F) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

constexpr bool is_cyrillic(char32_t c) {
    return c >= 0x400 && c <= 0x52F;
}

// Characters that end up in texts by mistake, or that steer the direction of writing.
constexpr bool is_invisible(char32_t c) {
    return c == 0xFFFE || c == 0xFEFF || c == 0xFFFF || c == 0x61C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// May stand in a host between "-", "_" and ".".
bool in_host(char32_t c);

// May stand right before a link; 0 is the beginning of the text.
bool may_precede_link(char32_t c);

bool is_tag_letter(char32_t c);

// Letters, digits and the few signs that may stand inside a hashtag.
bool in_tag(char32_t c);

}  // namespace text
