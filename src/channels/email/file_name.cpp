#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"
#include "channels/email/body.hpp"
#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
constexpr std::size_t longest_name = 150, longest_extension = 20;

bool refused(UChar32 c) {
    auto category = u_charType(c);
    return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR || category == U_LINE_SEPARATOR ||
           category == U_PARAGRAPH_SEPARATOR || category == U_SURROGATE || category == U_UNASSIGNED ||
           (c < 128 && std::string_view("\"*:<>?|\\/").find(static_cast<char>(c)) != std::string_view::npos);
}

std::string clean(std::string_view name) {
    auto text = icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())});
    icu::UnicodeString kept;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        if (auto c = text.char32At(i); !refused(c)) kept.append(c);
    std::string out;
    kept.toUTF8String(out);
    return out;
}

// Names that mean a device on Windows, where the file may be saved.
bool device(std::string_view name) {
    constexpr std::array<std::string_view, 6> names{"con", "prn", "aux", "nul", "com", "lpt"};
    auto stem = lower(name.substr(0, name.find('.')));
    auto numbered = stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9';
    return (stem.size() == 3 || numbered) &&
           std::find(names.begin(), names.end(), std::string_view(stem).substr(0, 3)) != names.end();
}

std::string shortened(const std::string& name) {
    if (name.size() <= longest_name) return name;
    auto dot = name.rfind('.');
    auto extension = dot == name.npos || name.size() - dot > longest_extension ? "" : name.substr(dot);
    return std::string(prefix(name, longest_name - extension.size())) + extension;
}
}  // namespace

std::string safe_file_name(std::string_view name) {
    auto utf8 = to_utf8(name);
    auto slash = utf8.find_last_of("/\\");
    auto cleaned = clean(slash == utf8.npos ? utf8 : utf8.substr(slash + 1));
    auto view = trim(cleaned);
    while (!view.empty() && (view.front() == '.' || view.front() == ' ')) view.remove_prefix(1);
    while (!view.empty() && (view.back() == '.' || view.back() == ' ')) view.remove_suffix(1);
    if (view.empty()) return {};
    return shortened(device(view) ? "_" + std::string(view) : std::string(view));
}

}  // namespace channels::email
