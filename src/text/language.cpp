#include "text/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/encoding.hpp"
#include "text/entities.hpp"

namespace text {
namespace {
constexpr std::size_t most_bytes = 32u << 10;
constexpr std::size_t least_bytes = 12;  // below, the detector guesses

std::string without_entities(std::string_view text) {
    std::string words;
    std::size_t at = 0;
    for (const auto& entity : entities(text)) {
        words += text.substr(at, entity.range.begin - at);
        at = entity.range.end;
    }
    return words += text.substr(at);
}

// The detector's own codes where BCP 47 writes another.
std::string code(CLD2::Language language) {
    std::string found = CLD2::LanguageCode(language);
    if (found == "iw") return "he";
    if (found == "jw") return "jv";
    if (found == "mo") return "ro";
    return found.starts_with("xx") ? "" : found;
}
}  // namespace

std::string language(std::string_view text) {
    auto words = without_entities(to_utf8(prefix(text, most_bytes)));
    if (words.size() < least_bytes) return "";
    CLD2::Language languages[3];
    int percent[3], bytes = 0;
    double scores[3];
    bool reliable = false;
    CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::ExtDetectLanguageSummary(words.data(), static_cast<int>(words.size()), true, &hints, 0, languages,
                                   percent, scores, nullptr, &bytes, &reliable);
    bool clear = reliable && languages[0] != CLD2::UNKNOWN_LANGUAGE && percent[0] >= 60;
    return clear ? code(languages[0]) : "";
}
}  // namespace text
