#include "channels/charset.hpp"

#include <algorithm>
#include <array>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"

namespace channels {
namespace {
std::string lower_label(std::string_view label) {
    std::string out;
    for (char c : label.substr(0, 60))
        if (static_cast<unsigned char>(c) > ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// What pages that say the left really mean.
std::string real_name(std::string_view label) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> names{{
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"iso_8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"ascii", "windows-1252"},
        {"ansi", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"latin5", "windows-1254"},
        {"iso-8859-11", "windows-874"},
        {"tis-620", "windows-874"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"ks_c_5601-1987", "windows-949"},
        {"euc-kr", "windows-949"},
        {"unicode", "utf-16"},
        {"utf8", "utf-8"},
        {"x-sjis", "shift_jis"},
        {"x-mac-roman", "macintosh"},
    }};
    auto wanted = lower_label(label);
    for (auto [from, to] : names)
        if (wanted == from) return std::string(to);
    return wanted;
}

UConverter* open_converter(std::string_view label) {
    auto wanted = real_name(label);
    if (wanted.empty() || wanted.starts_with("utf-7") || wanted.find_first_of(",/\\") != wanted.npos)
        return nullptr;
    UErrorCode error = U_ZERO_ERROR;
    auto* converter = ucnv_open(wanted.c_str(), &error);
    return U_SUCCESS(error) ? converter : nullptr;
}

// A sample ends anywhere: up to three bytes of an unfinished character are forgiven.
bool utf8_so_far(std::string_view sample) {
    for (std::size_t cut = 0; cut < 4 && cut <= sample.size(); ++cut)
        if (is_utf8(sample.substr(0, sample.size() - cut))) return true;
    return false;
}

std::optional<std::string> utf16_without_mark(std::string_view sample) {
    auto looked_at = std::min<std::size_t>(sample.size(), 512) & ~std::size_t{1};
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < looked_at; ++i)
        if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if (odd > looked_at / 5 && even <= odd / 10) return "utf-16le";
    if (even > looked_at / 5 && odd <= even / 10) return "utf-16be";
    return std::nullopt;
}
}  // namespace

std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return ByteOrderMark{"utf-8", 3};
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return ByteOrderMark{"utf-32le", 4};
    if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return ByteOrderMark{"utf-32be", 4};
    if (bytes.starts_with("\xFF\xFE")) return ByteOrderMark{"utf-16le", 2};
    if (bytes.starts_with("\xFE\xFF")) return ByteOrderMark{"utf-16be", 2};
    return std::nullopt;
}

bool known_charset(std::string_view label) {
    auto* converter = open_converter(label);
    if (converter) ucnv_close(converter);
    return converter != nullptr;
}

std::string guess_charset(std::string_view sample) {
    if (auto mark = byte_order_mark(sample)) return mark->charset;
    if (auto wide = utf16_without_mark(sample)) return *wide;
    return utf8_so_far(sample) ? "utf-8" : "windows-1252";
}

struct Transcoder::State {
    UConverter* converter;
    bool begun = false;
    ~State() { ucnv_close(converter); }
};

Transcoder::Transcoder(std::string_view label) : state_(new State{open_converter(label)}) {
    if (!state_->converter) state_->converter = open_converter("windows-1252");
}

Transcoder::~Transcoder() = default;

std::string Transcoder::convert(std::string_view bytes, bool last) {
    icu::UnicodeString text;
    const char* from = bytes.data();
    const char* end = from + bytes.size();
    for (bool more = true; more;) {
        std::array<UChar, 4096> wide;
        UChar* to = wide.data();
        UErrorCode error = U_ZERO_ERROR;
        ucnv_toUnicode(state_->converter, &to, to + wide.size(), &from, end, nullptr, last, &error);
        text.append(wide.data(), static_cast<std::int32_t>(to - wide.data()));
        more = error == U_BUFFER_OVERFLOW_ERROR;
    }
    std::string out;
    text.toUTF8String(out);
    if (!state_->begun && out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
    state_->begun = state_->begun || !out.empty();
    std::erase(out, '\0');
    return out;
}

std::string transcode(std::string_view bytes, std::string_view label) {
    return Transcoder(label).convert(bytes, true);
}
}  // namespace channels
