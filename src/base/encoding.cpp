#include "base/encoding.hpp"

#include <algorithm>
#include <cstring>

#include <sodium.h>

namespace {
std::string encode(std::string_view bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), variant);
    out.pop_back();
    return out;
}

std::optional<std::string> decode(std::string_view text, int variant, const char* ignore) {
    std::string out(text.size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                                   text.size(), ignore, &length, &end, variant);
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    out.resize(length);
    return out;
}

bool continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Length of the well-formed sequence at the start of `s`, or 0.
std::size_t sequence(std::string_view s) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    if (byte(0) < 0x80) return 1;
    std::size_t length = byte(0) < 0xc2   ? 0
                         : byte(0) < 0xe0 ? 2
                         : byte(0) < 0xf0 ? 3
                         : byte(0) < 0xf5 ? 4
                                          : 0;
    if (length == 0 || s.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continuation(s[i])) return 0;
    bool overlong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xf0 && byte(1) < 0x90);
    bool outside = (byte(0) == 0xed && byte(1) > 0x9f) || (byte(0) == 0xf4 && byte(1) > 0x8f);
    return overlong || outside ? 0 : length;
}

// How many bytes at the start are ASCII for certain; eight at a time, since most of every text is.
std::size_t ascii_start(std::string_view s) {
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + 8 <= s.size(); at += 8) {
        std::memcpy(&eight, s.data() + at, 8);
        if (eight & 0x8080808080808080) break;
    }
    return at;
}
}  // namespace

std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string base64url(std::string_view bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING, nullptr);
}

std::string base64(std::string_view bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<std::string> from_base64(std::string_view text) {
    while (!text.empty() && (text.back() == '=' || text.back() <= ' ')) text.remove_suffix(1);
    return decode(text, sodium_base64_VARIANT_ORIGINAL_NO_PADDING, " \t\r\n");
}

bool is_utf8(std::string_view bytes) {
    for (;;) {
        bytes.remove_prefix(ascii_start(bytes));
        if (bytes.empty()) return true;
        auto length = sequence(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
}

std::string to_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        auto length = sequence(bytes);
        if (length == 0) out += "\xEF\xBF\xBD";
        if (length > 0 && bytes[0] != '\0') out += bytes.substr(0, length);
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string_view prefix(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && continuation(text[limit])) --limit;
    return text.substr(0, limit);
}
