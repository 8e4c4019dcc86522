#include "text/language.hpp"

#include <algorithm>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <unicode/normalizer2.h>

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/language_grams.hpp"
#include "text/language_scripts.hpp"

namespace text {
namespace {
constexpr std::size_t most_bytes = 32u << 10;
// When groups of letters are believed: enough of them, usual enough, and clearly of one language.
constexpr std::size_t least_grams = 3;
constexpr double least_score = 33, least_margin = 1.5;
// From here on also a rare language is believed against a large one.
constexpr std::size_t long_text = 200;
constexpr std::size_t few_letters = 12;

// Close relatives of a larger language, for which a short text of that one is easily taken.
constexpr std::string_view rare[] = {"ast", "br", "co", "fy", "gl", "gd",  "gv",  "ia",
                                     "ie",  "jv", "la", "lb", "oc", "rm",  "sco", "su",
                                     "war", "bh", "vo", "nn", "sn", "mfe", "crs"};

std::string composed(const std::string& text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(error);
    auto normal = form->normalize(icu::UnicodeString::fromUTF8(text), error);
    std::string out;
    return U_SUCCESS(error) ? normal.toUTF8String(out) : text;
}

std::size_t letters(std::string_view text) {
    return script_of(text).letters;
}

// Without what it refers to; who writes #only #in #tags is read by those.
std::string words_of(std::string_view text) {
    std::string words, tags;
    std::size_t at = 0;
    for (const auto& entity : entities(text)) {
        (words += text.substr(at, entity.range.begin - at)) += ' ';
        if (entity.kind == EntityKind::hashtag) (tags += entity.value) += ' ';
        at = entity.range.end;
    }
    words += text.substr(at);
    return composed(letters(words) < few_letters ? words + ' ' + tags : words);
}

// The detector's own codes where BCP 47 writes another.
std::string code(CLD2::Language language) {
    std::string found = CLD2::LanguageCode(language);
    if (found == "iw") return "he";
    if (found == "jw") return "jv";
    if (found == "mo") return "ro";
    if (found == "nb") return "no";
    return found.starts_with("xx") ? "" : found;
}

// By whole words and longer stretches: knows twice as many languages as the groups, but needs a sentence.
std::string by_stretches(std::string_view words) {
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

bool sure(const GramGuess& guess) {
    return guess.grams >= least_grams && guess.score >= least_score && guess.margin >= least_margin;
}

bool is_rare(std::string_view language) {
    return std::ranges::find(rare, language) != std::end(rare);
}

std::string of_alphabet(const std::string& words) {
    auto stretches = by_stretches(words);
    auto letters = language_of_letters(words);
    if (!letters.empty() && (stretches.empty() || known_to_grams(stretches))) return std::string(letters);
    auto grams = language_by_grams(words);
    bool only_one_knows = !stretches.empty() && !known_to_grams(stretches);
    if (only_one_knows && (!is_rare(stretches) || !sure(grams) || words.size() >= long_text))
        return stretches;
    return sure(grams) ? std::string(grams.language) : stretches;
}
}  // namespace

std::string language(std::string_view text) {
    auto words = words_of(to_utf8(prefix(text, most_bytes)));
    auto script = script_of(words);
    if (script.letters == 0) return "";
    if (script.code == USCRIPT_HAN) return std::string(chinese(words));
    auto only = std::string(language_of_script(script.code));
    if (only.empty()) return of_alphabet(words);
    auto stretches = by_stretches(words);
    // Yiddish, Tigrinya, Assamese … share their letters with a larger language.
    return stretches.empty() || known_to_grams(stretches) ? only : stretches;
}
}  // namespace text
