#include "text/fold.hpp"

#include <array>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "text/utf8.hpp"

namespace text {
namespace {

using icu::Normalizer2;

std::string normalised(const Normalizer2* form, std::string_view text) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    UErrorCode status = U_ZERO_ERROR;
    form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                        status);
    return U_SUCCESS(status) ? out : std::string(text);
}

const Normalizer2* form(const Normalizer2* (*get)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    return get(status);
}

struct Stretch {
    char32_t first, last;
};

// Marks that people leave out when they type a word: accents, niqqud, harakat, and what piles up in zalgo.
constexpr Stretch accents[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F},
    {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
    {0x08D3, 0x08FF}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F},
};

bool is_accent(char32_t c) {
    if (c < 0x0300) return false;
    for (const Stretch& stretch : accents)
        if (c <= stretch.last) return c >= stretch.first;
    return false;
}

// Letters with a stroke or ligatures, which do not decompose but are typed without.
std::string_view plain_letter(char32_t c) {
    switch (c) {
        case U'æ':
            return "ae";
        case U'ð':
        case U'đ':
            return "d";
        case U'ħ':
            return "h";
        case U'ı':
            return "i";
        case U'ł':
            return "l";
        case U'ø':
            return "o";
        case U'œ':
            return "oe";
        case U'ŧ':
            return "t";
        default:
            return {};
    }
}

std::string stripped(std::string_view decomposed) {
    std::string out;
    out.reserve(decomposed.size());
    for (std::size_t at = 0; at < decomposed.size();) {
        char32_t c = next(decomposed, at);
        if (is_accent(c)) continue;
        if (std::string_view plain = plain_letter(c); !plain.empty())
            out += plain;
        else
            append(out, c);
    }
    return out;
}

std::string fold_by_icu(std::string_view text) {
    static const Normalizer2* case_folding = form(&Normalizer2::getNFKCCasefoldInstance);
    static const Normalizer2* decomposed = form(&Normalizer2::getNFDInstance);
    static const Normalizer2* composed = form(&Normalizer2::getNFCInstance);
    return normalised(composed, stripped(normalised(decomposed, normalised(case_folding, text))));
}

char32_t peek(std::string_view text, std::size_t at) {
    return next(text, at);
}

// Up to here (Latin, Greek, Cyrillic, Hebrew, Arabic) each character folds by itself, as the marks that could
// join it are dropped, so most texts of the world need one table look-up a character.
constexpr char32_t table_end = 0x700;

const std::array<std::string, table_end>& table() {
    static const auto filled = [] {
        std::array<std::string, table_end> folded;
        for (char32_t c = 0; c < table_end; ++c) {
            std::string one;
            append(one, c);
            folded[c] = fold_by_icu(one);
        }
        return folded;
    }();
    return filled;
}

}  // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text)) return ascii_lowered(text);
    const auto& folded = table();
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0, begin = 0; at < text.size(); begin = at) {
        char32_t c = next(text, at);
        if (c < table_end) {
            out += folded[c];
            continue;
        }
        while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
               peek(text, at) >= table_end)
            next(text, at);
        out += fold_by_icu(stream_safe(text.substr(begin, at - begin)));
    }
    return out;
}

std::string collapse(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next(text, at);
        if (is_space(c)) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        append(out, c);
    }
    return out;
}

}  // namespace text
