#include "text/length.hpp"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {
// One iterator a thread: making one costs far more than a short text.
icu::BreakIterator* characters() {
    thread_local std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::BreakIterator>(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    }();
    return iterator.get();
}

// Calls `visit(end)` with the byte after each grapheme until it returns false.
template <class Visit>
void each_grapheme(std::string_view text, Visit&& visit) {
    UErrorCode status = U_ZERO_ERROR;
    UText* opened = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
    auto* iterator = characters();
    iterator->setText(opened, status);
    for (auto end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next())
        if (!visit(static_cast<std::size_t>(end))) break;
    utext_close(opened);
}

bool light(char32_t c) {
    return c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);
}

bool emoji(std::string_view grapheme) {
    std::size_t at = 0;
    auto first = next(grapheme, at);
    bool pictured = (first > 0xff && u_hasBinaryProperty(static_cast<UChar32>(first), UCHAR_EMOJI)) ||
                    u_hasBinaryProperty(static_cast<UChar32>(first), UCHAR_EMOJI_PRESENTATION);
    return pictured || (at < grapheme.size() && grapheme.find("\xEF\xB8\x8F") != grapheme.npos);
}

std::size_t weight(std::string_view grapheme) {
    if (emoji(grapheme)) return 2;
    std::size_t sum = 0;
    for (std::size_t at = 0; at < grapheme.size();) sum += light(next(grapheme, at)) ? 1 : 2;
    return sum;
}

std::string composed(std::string_view text) {
    if (stream_safe(text).size() != text.size()) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    auto* nfc = icu::Normalizer2::getNFCInstance(status);
    auto whole = nfc->normalize(
        icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status);
    std::string out;
    return U_SUCCESS(status) ? whole.toUTF8String(out) : std::string(text);
}

std::size_t weight_of_text(std::string_view text) {
    std::size_t sum = 0, begin = 0;
    each_grapheme(text, [&](std::size_t end) {
        sum += weight(text.substr(begin, end - begin));
        begin = end;
        return true;
    });
    return sum;
}
}  // namespace

std::size_t graphemes(std::string_view text) {
    std::size_t count = 0;
    each_grapheme(text, [&](std::size_t) { return ++count, true; });
    return count;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next(text, at);
    return count;
}

std::size_t weighted_length(std::string_view text) {
    constexpr std::size_t link_weight = 23;
    auto whole = composed(text);
    std::size_t sum = 0, at = 0;
    for (const auto& entity : entities(whole)) {
        if (entity.kind != EntityKind::link) continue;
        sum += weight_of_text(std::string_view(whole).substr(at, entity.range.begin - at)) + link_weight;
        at = entity.range.end;
    }
    return sum + weight_of_text(std::string_view(whole).substr(at));
}

std::string_view first_graphemes(std::string_view text, std::size_t count) {
    std::size_t cut = 0;
    if (count == 0) return text.substr(0, 0);
    each_grapheme(text, [&](std::size_t end) { return cut = end, --count > 0; });
    return text.substr(0, cut);
}
}  // namespace text
