#include "channels/email/charset.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"
#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

struct Label {
    std::string_view label, converter;
};
// Where ICU's reading of a name is narrower than what mail programs mean by it.
constexpr std::array<Label, 34> labels{{
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"euc-cn", "gb18030"},
    {"big5", "big5-hkscs"},
    {"cn-big5", "big5-hkscs"},
    {"cp950", "big5-hkscs"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"ks_c_5601-1987", "windows-949"},
    {"ksc5601", "windows-949"},
    {"euc-kr", "windows-949"},
    {"cp949", "windows-949"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"cp65001", "utf-8"},
}};

// A mail program that does not know writes one of these.
bool says_nothing(std::string_view label) {
    constexpr auto empty =
        std::to_array<std::string_view>({"", "unknown-8bit", "x-unknown", "unknown", "default", "none",
                                         "8bit", "binary", "_iso-2022-jp$esc"});
    return std::find(empty.begin(), empty.end(), label) != empty.end();
}

std::string normal_label(std::string_view label) {
    auto name = lower(trim(label));
    std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    if (name == "utf8" || name == "utf-8mb4" || name == "utf_8") return "utf-8";
    return name.size() > 60 ? "" : name;
}

std::string converter_name(const std::string& label) {
    for (const auto& each : labels)
        if (each.label == label) return std::string(each.converter);
    return label;
}

bool seven_bit(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
}

// Characters that NEC and IBM added to JIS X 0208 are common in ISO-2022-JP mail but no part of it, so
// double bytes go through code page 932, which has them; the arithmetic is that of JIS X 0208:1997 annex 1.
void append_shifted(std::string& out, unsigned char row, unsigned char cell) {
    int high = (row - 0x21) / 2 + (row < 0x5f ? 0x81 : 0xc1);
    int low = row % 2 == 1 ? cell + (cell < 0x60 ? 0x1f : 0x20) : cell + 0x7e;
    out += static_cast<char>(high);
    out += static_cast<char>(low);
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

std::optional<std::string> convert(std::string_view bytes, const std::string& name) {
    if (name == "iso-2022-jp" || name == "cp50220" || name == "iso-2022-jp-ms")
        if (auto shifted = jis_to_932(bytes)) return convert(*shifted, "windows-31j");
    auto status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
    if (U_FAILURE(status)) return std::nullopt;
    icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string result;
    text.toUTF8String(result);
    return to_utf8(result);
}

bool enough_to_judge(std::string_view bytes) {
    return std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; }) >= 8;
}

std::string guess(std::string_view bytes) {
    if (is_utf8(bytes)) return to_utf8(bytes);
    if (!enough_to_judge(bytes)) return convert(bytes, "windows-1252").value_or(to_utf8(bytes));
    auto status = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
    auto sample = bytes.substr(0, 64u << 10);
    ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
    const auto* match = ucsdet_detect(detector.get(), &status);
    std::string name = "windows-1252";
    if (U_SUCCESS(status) && match != nullptr && ucsdet_getConfidence(match, &status) >= 40)
        name = converter_name(lower(ucsdet_getName(match, &status)));
    return convert(bytes, name).value_or(to_utf8(bytes));
}

// UTF-8 that says it is something else is common; the reverse reading of real text never happens.
bool evidently_utf8(std::string_view bytes, const std::string& name) {
    return name != "utf-16" && name != "utf-32" && !name.starts_with("utf-16") &&
           !name.starts_with("utf-32") && !seven_bit(bytes) && is_utf8(bytes);
}
}  // namespace

std::string from_charset(std::string_view bytes, std::string_view label) {
    auto wanted = normal_label(label);
    auto name = converter_name(wanted);
    if (name == "utf-8" || evidently_utf8(bytes, name)) return is_utf8(bytes) ? to_utf8(bytes) : guess(bytes);
    bool plain_label = says_nothing(wanted) || name == "windows-1252";
    if (plain_label && seven_bit(bytes) && bytes.find("\x1b$") != std::string_view::npos)
        return convert(bytes, "iso-2022-jp").value_or(to_utf8(bytes));
    if (plain_label && seven_bit(bytes)) return to_utf8(bytes);
    if (says_nothing(wanted) || wanted == "us-ascii") return guess(bytes);
    auto converted = convert(bytes, name);
    return converted ? *converted : guess(bytes);
}

}  // namespace channels::email
