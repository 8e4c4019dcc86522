#include "text/character_sets.hpp"

#include <unicode/uchar.h>

#include "text/utf8.hpp"

namespace text {

bool in_host(char32_t c) {
    if (c < 0x80) return ascii_alphanumeric(c);
    return !is_space(c) && c != 0x180E && !is_invisible(c);
}

bool may_precede_link(char32_t c) {
    if (ascii_alphanumeric(c) || c == 0xFFFE || c == 0xFEFF || c == 0xFFFF) return false;
    return c != '@' && c != U'＠' && c != '$' && c != '#' && c != U'＃';
}

bool is_tag_letter(char32_t c) {
    if (c < 0x80) return ascii_letter(c);
    return (U_MASK(u_charType(static_cast<UChar32>(c))) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool in_tag(char32_t c) {
    if (c < 0x80) return ascii_alphanumeric(c) || c == '_';
    switch (c) {
        case 0xB7:
        case 0x5BE:
        case 0x5F3:
        case 0x5F4:
        case 0xF0B:
        case 0xF0C:
        case 0x200C:
        case 0x200D:
        case 0x3003:
        case 0x301C:
        case 0x309B:
        case 0x309C:
        case 0x30A0:
        case 0x30FB:
        case 0xA67E:
        case 0xFF5E:
            return true;
        default:
            return is_tag_letter(c) || u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
    }
}

}  // namespace text
