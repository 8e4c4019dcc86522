#include <algorithm>
#include <array>

#include "channels/charset.hpp"

namespace channels {
namespace {
struct Label {
    std::string_view label, name;
};

// Where ICU's reading of a name is narrower than what programs mean by it, or it does not know the name.
constexpr auto labels = std::to_array<Label>({
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansi", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-8-i", "iso-8859-8"},
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
    {"x-x-big5", "big5-hkscs"},
    {"cp950", "big5-hkscs"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"cp50220", "iso-2022-jp"},
    {"iso-2022-jp-ms", "iso-2022-jp"},
    {"_iso-2022-jp$esc", "iso-2022-jp"},
    {"ks_c_5601-1987", "windows-949"},
    {"ksc5601", "windows-949"},
    {"euc-kr", "windows-949"},
    {"cp949", "windows-949"},
    {"x-mac-roman", "macintosh"},
    {"unicode", "utf-16"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"cp65001", "utf-8"},
    {"utf8", "utf-8"},
    {"utf_8", "utf-8"},
    {"utf-8mb4", "utf-8"},
});

// A program that does not know writes one of these.
constexpr auto silent = std::to_array<std::string_view>(
    {"unknown-8bit", "x-unknown", "unknown", "default", "none", "8bit", "7bit", "binary"});

constexpr std::size_t longest_label = 60;

std::string normal_label(std::string_view label) {
    std::string out;
    for (char c : label) {
        if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out.size() > longest_label ? "" : out;
}
}  // namespace

std::string charset_name(std::string_view label) {
    auto wanted = normal_label(label);
    if (std::ranges::find(silent, wanted) != silent.end()) return {};
    auto found = std::ranges::find(labels, std::string_view(wanted), &Label::label);
    return found == labels.end() ? wanted : std::string(found->name);
}

}  // namespace channels
