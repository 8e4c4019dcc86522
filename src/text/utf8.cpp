#include "text/utf8.hpp"

#include <cstring>

#include <unicode/uchar.h>

namespace text {
namespace {

// How many continuation bytes follow a lead byte, and which values the first of them may have (RFC 3629 §4).
struct Lead {
    std::size_t follow = 0;
    unsigned char low = 0x80, high = 0xBF;
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1};
    if (byte == 0xE0) return {2, 0xA0};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2};
    if (byte == 0xF0) return {3, 0x90};
    if (byte >= 0xF1 && byte <= 0xF3) return {3};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

constexpr char32_t replacement = 0xFFFD;

}  // namespace

char32_t next(std::string_view text, std::size_t& at) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char first = byte(at++);
    if (first < 0x80) return first;
    Lead lead = lead_of(first);
    if (lead.follow == 0 || text.size() - at < lead.follow || byte(at) < lead.low || byte(at) > lead.high)
        return replacement;
    char32_t c = first & (0x3Fu >> lead.follow);
    for (std::size_t i = 0; i < lead.follow; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return replacement;
        c = (c << 6) | (byte(at + i) & 0x3Fu);
    }
    at += lead.follow;
    return c;
}

char32_t before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
        std::size_t start = at - back, end = start;
        if ((static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) continue;
        char32_t c = next(text, end);
        return end == at ? c : replacement;
    }
    return replacement;
}

void append(std::string& out, char32_t c) {
    auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::string stream_safe(std::string_view text) {
    constexpr std::size_t most_marks = 30;
    std::string out;
    out.reserve(text.size());
    std::size_t marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next(text, at);
        marks = u_getCombiningClass(static_cast<UChar32>(c)) > 0 ? marks + 1 : 0;
        if (marks <= most_marks) append(out, c);
    }
    return out;
}

bool is_ascii(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if (word & 0x8080808080808080u) return false;
    }
    for (; at < text.size(); ++at)
        if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
    return true;
}

bool is_space(char32_t c) {
    if (c <= ' ') return c == ' ' || (c >= 0x09 && c <= 0x0D);
    if (c < 0x1680) return c == 0x85 || c == 0xA0;
    return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

std::string ascii_lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = ascii_lower(c);
    return out;
}

}  // namespace text
