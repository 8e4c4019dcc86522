#include "channels/charset.hpp"

#include <algorithm>
#include <array>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"

namespace channels {
namespace {
struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

constexpr std::size_t letters_to_judge = 8, longest_sample = 64u << 10;
constexpr std::int32_t least_confidence = 40;

Converter open_converter(const std::string& name) {
    if (name.empty() || name.find_first_of(",/\\") != name.npos) return nullptr;
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &error));
    return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

Converter open_safe_converter(std::string_view label) {
    auto name = charset_name(label);
    return name.starts_with("utf-7") ? nullptr : open_converter(name);
}

bool high(char c) {
    return (c & 0x80) != 0;
}

bool seven_bit(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), high);
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

bool escapes_to_japanese(std::string_view bytes) {
    return seven_bit(bytes) && bytes.find("\x1b$") != bytes.npos;
}

std::string by_statistics(std::string_view sample) {
    if (static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), high)) < letters_to_judge)
        return "windows-1252";
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
    sample = sample.substr(0, longest_sample);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
    const auto* match = ucsdet_detect(detector.get(), &error);
    bool sure = U_SUCCESS(error) && match && ucsdet_getConfidence(match, &error) >= least_confidence;
    return sure ? charset_name(ucsdet_getName(match, &error)) : "windows-1252";
}

// Characters that NEC and IBM added to JIS X 0208 are common in ISO-2022-JP mail but no part of it, so
// double bytes go through code page 932, which has them; the arithmetic is that of JIS X 0208:1997 annex 1.
void append_shifted(std::string& out, unsigned char row, unsigned char cell) {
    out += static_cast<char>((row - 0x21) / 2 + (row < 0x5f ? 0x81 : 0xc1));
    out += static_cast<char>(row % 2 == 1 ? cell + (cell < 0x60 ? 0x1f : 0x20) : cell + 0x7e);
}

bool escape(std::string_view rest, bool& wide, std::size_t& at) {
    if (!rest.starts_with("\x1b") || rest.size() < 3) return false;
    if (rest[1] == '$' && (rest[2] == 'B' || rest[2] == '@'))
        wide = true;
    else if (rest[1] == '(' && (rest[2] == 'B' || rest[2] == 'J' || rest[2] == 'H'))
        wide = false;
    else
        return false;
    at += 3;
    return true;
}

// nullopt when it uses escapes beyond those of RFC 1468.
std::optional<std::string> jis_to_932(std::string_view bytes) {
    std::string out;
    bool wide = false;
    for (std::size_t at = 0; at < bytes.size();) {
        if (escape(bytes.substr(at), wide, at)) continue;
        auto c = static_cast<unsigned char>(bytes[at]);
        if (c == 0x1b || (c & 0x80) != 0) return std::nullopt;
        if (c == '\n') wide = false;
        auto next = at + 1 < bytes.size() ? static_cast<unsigned char>(bytes[at + 1]) : 0;
        if (wide && c > 0x20 && c < 0x7f && next > 0x20 && next < 0x7f) {
            append_shifted(out, c, static_cast<unsigned char>(next));
            at += 2;
        } else {
            out += static_cast<char>(c);
            ++at;
        }
    }
    return out;
}

std::string converted(UConverter* converter, std::string_view bytes) {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter, error);
    std::string out;
    return to_utf8(U_SUCCESS(error) ? text.toUTF8String(out) : std::string(bytes));
}

// nullopt when there is no such charset.
std::optional<std::string> read_as(std::string_view bytes, const std::string& name) {
    if (name == "utf-8") return to_utf8(bytes);
    if (name == "iso-2022-jp")
        if (auto shifted = jis_to_932(bytes)) return read_as(*shifted, "windows-31j");
    auto converter = open_converter(name);
    return converter ? std::optional(converted(converter.get(), bytes)) : std::nullopt;
}

std::string read_as_guessed(std::string_view bytes) {
    auto name = is_utf8(bytes) ? "utf-8" : by_statistics(bytes);
    return read_as(bytes, name).value_or(to_utf8(bytes));
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
    return open_safe_converter(label) != nullptr;
}

std::string guess_charset(std::string_view sample) {
    if (auto mark = byte_order_mark(sample)) return mark->charset;
    if (auto wide = utf16_without_mark(sample)) return *wide;
    if (escapes_to_japanese(sample)) return "iso-2022-jp";
    return utf8_so_far(sample) ? "utf-8" : by_statistics(sample);
}

struct Transcoder::State {
    Converter converter;
    bool begun = false;
};

Transcoder::Transcoder(std::string_view label) : state_(new State{open_safe_converter(label)}) {
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
        ucnv_toUnicode(state_->converter.get(), &to, to + wide.size(), &from, end, nullptr, last, &error);
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

std::string from_charset(std::string_view bytes, std::string_view label) {
    auto name = charset_name(label);
    bool wide = name.starts_with("utf-16") || name.starts_with("utf-32");
    if (name == "utf-8" || (!wide && !seven_bit(bytes) && is_utf8(bytes))) return read_as_guessed(bytes);
    bool plain = name.empty() || name == "windows-1252";
    if (plain && escapes_to_japanese(bytes)) return read_as(bytes, "iso-2022-jp").value_or(to_utf8(bytes));
    bool ascii = label.find("ascii") != label.npos || label.find("ASCII") != label.npos;
    if (name.empty() || (ascii && !seven_bit(bytes))) return read_as_guessed(bytes);
    auto text = read_as(bytes, name);
    return text ? *text : read_as_guessed(bytes);
}

}  // namespace channels
