#include "text/language_scripts.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <unicode/translit.h>
#include <unicode/uchar.h>

#include "text/utf8.hpp"

namespace text {
namespace {
struct Belongs {
    UScriptCode script;
    std::string_view language;
};

constexpr Belongs belongs[] = {
    {USCRIPT_JAPANESE, "ja"},  {USCRIPT_HANGUL, "ko"},
    {USCRIPT_THAI, "th"},      {USCRIPT_LAO, "lo"},
    {USCRIPT_KHMER, "km"},     {USCRIPT_MYANMAR, "my"},
    {USCRIPT_TIBETAN, "bo"},   {USCRIPT_GEORGIAN, "ka"},
    {USCRIPT_ARMENIAN, "hy"},  {USCRIPT_GREEK, "el"},
    {USCRIPT_HEBREW, "he"},    {USCRIPT_GUJARATI, "gu"},
    {USCRIPT_GURMUKHI, "pa"},  {USCRIPT_TAMIL, "ta"},
    {USCRIPT_TELUGU, "te"},    {USCRIPT_KANNADA, "kn"},
    {USCRIPT_MALAYALAM, "ml"}, {USCRIPT_ORIYA, "or"},
    {USCRIPT_SINHALA, "si"},   {USCRIPT_ETHIOPIC, "am"},
    {USCRIPT_THAANA, "dv"},    {USCRIPT_BENGALI, "bn"},
    {USCRIPT_MONGOLIAN, "mn"}, {USCRIPT_CHEROKEE, "chr"},
    {USCRIPT_TIFINAGH, "zgh"}, {USCRIPT_NKO, "nqo"},
    {USCRIPT_YI, "ii"},        {USCRIPT_CANADIAN_ABORIGINAL, "iu"},
};

struct Letters {
    std::u32string_view letters;
    std::string_view language;
};

// Of the scripts that several languages share. What the neighbours write with, too, is not here.
constexpr Letters telling_letters[] = {
    {U"ѓќѕ", "mk"},   {U"ђћ", "sr"},   {U"їґ", "uk"},    {U"ةى", "ar"},
    {U"ٹڈڑںے", "ur"}, {U"ټډړښ", "ps"}, {U"ێۆڕڵ", "ckb"}, {U"ơư", "vi"},
};

constexpr std::size_t weight_of_syllable = 3;

bool writes_syllables(UScriptCode script) {
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           script == USCRIPT_HANGUL;
}

using Counts = std::map<UScriptCode, std::size_t>;

Counts counts_of(std::string_view text) {
    Counts counts;
    for (std::size_t at = 0; at < text.size();) {
        auto c = static_cast<UChar32>(next(text, at));
        if (!u_isalpha(c)) continue;
        UErrorCode error = U_ZERO_ERROR;
        auto script = uscript_getScript(c, &error);
        if (script > USCRIPT_INHERITED) counts[script] += writes_syllables(script) ? weight_of_syllable : 1;
    }
    return counts;
}

// Chinese writes a single kana now and then; Japanese cannot do without.
void join_japanese(Counts& counts) {
    auto kana = counts[USCRIPT_HIRAGANA] + counts[USCRIPT_KATAKANA];
    if (kana == 0 || kana * 10 < counts[USCRIPT_HAN]) return;
    counts[USCRIPT_JAPANESE] = kana + counts[USCRIPT_HAN];
    counts[USCRIPT_HAN] = counts[USCRIPT_HIRAGANA] = counts[USCRIPT_KATAKANA] = 0;
}

using Conversion = std::unique_ptr<const icu::Transliterator>;

Conversion conversion(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    return Conversion(icu::Transliterator::createInstance(name, UTRANS_FORWARD, error));
}

// How many characters of the text are written differently the other way.
int changed(const Conversion& to, const icu::UnicodeString& text) {
    if (!to) return 0;
    icu::UnicodeString other(text);
    to->transliterate(other);
    int count = 0;
    for (std::int32_t i = 0; i < std::min(text.length(), other.length()); ++i)
        count += text[i] != other[i] ? 1 : 0;
    return count;
}
}  // namespace

Script script_of(std::string_view text) {
    auto counts = counts_of(text);
    join_japanese(counts);
    auto best = std::ranges::max_element(counts, {}, &Counts::value_type::second);
    return best == counts.end() ? Script{} : Script{best->first, best->second};
}

std::string_view language_of_script(UScriptCode script) {
    auto found = std::ranges::find(belongs, script, &Belongs::script);
    return found == std::end(belongs) ? std::string_view() : found->language;
}

std::string_view language_of_letters(std::string_view text) {
    std::string_view told;
    for (std::size_t at = 0; at < text.size();) {
        auto c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(next(text, at))));
        if (c < 0x100) continue;
        for (const auto& each : telling_letters) {
            if (each.letters.find(c) == each.letters.npos) continue;
            if (!told.empty() && told != each.language) return {};
            told = each.language;
        }
    }
    return told;
}

std::string_view chinese(std::string_view text) {
    static const auto to_simplified = conversion("Traditional-Simplified"),
                      to_traditional = conversion("Simplified-Traditional");
    auto sample =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    sample.truncate(300);
    return changed(to_simplified, sample) > changed(to_traditional, sample) ? "zh-Hant" : "zh";
}

}  // namespace text
