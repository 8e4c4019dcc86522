#include "text/tokens.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_set>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "base/encoding.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_token = 64;

enum class Sort { other, word, dictionary };

// Letters that are written without spaces between words and need a dictionary to part them.
bool needs_dictionary(char32_t c) {
    if (c < 0x0E00) return false;
    auto point = static_cast<UChar32>(c);
    if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return true;
    if (c < 0x2E80) return false;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(point, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || c == 0x30FC;
}

Sort sort_of(char32_t c) {
    if (c < 0x80) return ascii_alphanumeric(c) || c == '_' ? Sort::word : Sort::other;
    // Joiners and soft hyphens live inside words; folding drops them.
    if (c == 0x200C || c == 0x200D || c == 0xAD) return Sort::word;
    constexpr uint32_t in_words = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
    if ((U_MASK(u_charType(static_cast<UChar32>(c))) & in_words) == 0) return Sort::other;
    return needs_dictionary(c) ? Sort::dictionary : Sort::word;
}

bool is_mark(char32_t c) {
    return c >= 0x80 && (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

// What is left of a folded word when everything is gone that a search engine could take for an operator.
std::string cleaned(std::string_view folded) {
    std::string out;
    for (std::size_t at = 0; at < folded.size();) {
        char32_t c = next(folded, at);
        if (sort_of(c) != Sort::other) append(out, c);
    }
    std::size_t first = out.find_first_not_of('_');
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of('_') + 1 - first);
}

// The boundaries of one thread; ICU's iterators are costly to make and hold state while in use.
icu::BreakIterator* word_breaks() {
    static thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    return breaks.get();
}

// The character a word has for this byte, 0 if it ends the word or is not ASCII.
constexpr std::array<char, 256> word_bytes = [] {
    std::array<char, 256> all{};
    for (unsigned char c = 1; c < 0x80; ++c)
        if (ascii_alphanumeric(c) || c == '_') all[c] = ascii_lower(static_cast<char>(c));
    return all;
}();

bool is_ascii_byte(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

char word_byte(char c) {
    return word_bytes[static_cast<unsigned char>(c)];
}

// '#' or '@' when it stands right before the word and no word before the sign.
char sign_before(std::string_view text, std::size_t word) {
    if (word == 0) return 0;
    char32_t sign = before(text, word);
    bool tag = sign == '#' || sign == U'＃', handle = sign == '@' || sign == U'＠';
    if (!tag && !handle) return 0;
    std::size_t width = sign < 0x80 ? 1 : 3;
    if (word > width && sort_of(before(text, word - width)) != Sort::other) return 0;
    return tag ? '#' : '@';
}

// Where to part a run that is written without spaces, by dictionary: the end of each word in it.
void part_by_dictionary(std::string_view text, std::size_t begin, std::size_t end,
                        std::vector<std::size_t>& bounds) {
    icu::UnicodeString units;
    std::vector<std::size_t> bytes;  // where each UTF-16 unit stands in the text
    for (std::size_t at = begin; at < end;) {
        bytes.resize(bytes.size() + 1, at);
        units.append(static_cast<UChar32>(next(text, at)));
        bytes.resize(static_cast<std::size_t>(units.length()), bytes.back());
    }
    bytes.push_back(end);
    icu::BreakIterator* breaks = word_breaks();
    if (!breaks) return bounds.push_back(end);
    breaks->setText(units);
    for (int32_t to = breaks->next(); to != icu::BreakIterator::DONE; to = breaks->next())
        bounds.push_back(bytes[static_cast<std::size_t>(to)]);
    breaks->setText(icu::UnicodeString());
}

std::string_view spelled(char sign) {
    return sign == '#' ? "hashtag_" : sign == '@' ? "handle_" : "";
}

void append_word(std::string& out, std::string_view sign, std::string_view word) {
    if (!out.empty()) out += ' ';
    out += sign;
    out += word;
}

}  // namespace

void WordReader::read(std::string_view text) {
    text_ = text, at_ = 0, bound_ = 0, parted_end_ = 0;
    bounds_.clear();
}

bool WordReader::next(Word& word) {
    if (parted_word(word)) return true;
    while (at_ < text_.size()) {
        std::size_t begin = at_;
        if (is_ascii_byte(text_[at_])) {
            if (!word_byte(text_[at_])) {
                ++at_;
                continue;
            }
            while (at_ < text_.size() && word_byte(text_[at_])) ++at_;
            if (at_ == text_.size() || is_ascii_byte(text_[at_])) {
                if (short_word(begin, word)) return true;
                continue;
            }
        } else {
            Sort sort = sort_of(text::next(text_, at_));
            if (sort == Sort::other) continue;
            if (sort == Sort::dictionary) {
                bounds_.assign(1, begin), bound_ = 0;
                at_ = parted_end_ = end_of_run(at_, static_cast<int>(sort));
                if (parted_word(word)) return true;
                continue;
            }
        }
        at_ = end_of_run(at_, static_cast<int>(Sort::word));
        if (long_word(begin, at_, word)) return true;
    }
    return false;
}

// Marks belong to whatever they stand on.
std::size_t WordReader::end_of_run(std::size_t at, int sort) const {
    for (std::size_t end = at; end < text_.size(); at = end) {
        char32_t c = text::next(text_, end);
        if (static_cast<int>(sort_of(c)) != sort && !is_mark(c)) break;
    }
    return at;
}

// Most words of the world's traffic are ASCII with ASCII around them; they need no ICU.
bool WordReader::short_word(std::size_t begin, Word& word) {
    std::size_t first = begin, last = at_;
    while (first < last && text_[first] == '_') ++first;
    while (last > first && text_[last - 1] == '_') --last;
    if (first == last) return false;
    folded_.resize(std::min(last - first, longest_token));
    for (std::size_t i = 0; i < folded_.size(); ++i) folded_[i] = word_byte(text_[first + i]);
    word = {folded_, begin, at_, sign_before(text_, begin)};
    return true;
}

bool WordReader::long_word(std::size_t begin, std::size_t end, Word& word) {
    folded_ = cleaned(fold(text_.substr(begin, end - begin)));
    if (folded_.empty()) return false;
    if (folded_.size() > longest_token) folded_.resize(prefix(folded_, longest_token).size());
    word = {folded_, begin, end, sign_before(text_, begin)};
    return true;
}

bool WordReader::parted_word(Word& word) {
    while (!bounds_.empty()) {
        if (bound_ + 1 == bounds_.size()) {
            if (bounds_.back() == parted_end_) bounds_.clear();
            if (bounds_.empty()) return false;
            part(bounds_.back(), parted_end_);
        }
        ++bound_;
        if (long_word(bounds_[bound_ - 1], bounds_[bound_], word)) return true;
    }
    return false;
}

// Long runs go in pieces, so that memory stays bounded.
void WordReader::part(std::size_t begin, std::size_t end) {
    constexpr std::size_t piece = 16 * 1024;
    bounds_.assign(1, begin), bound_ = 0;
    auto stop = begin + prefix(text_.substr(begin, end - begin), piece).size();
    part_by_dictionary(text_, begin, stop, bounds_);
}

std::vector<Token> tokens(std::string_view text) {
    std::vector<Token> out;
    WordReader reader(text);
    for (WordReader::Word word; reader.next(word);)
        out.push_back({std::string(word.folded), word.begin, word.end});
    return out;
}

std::string search_document(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    WordReader reader(text);
    for (WordReader::Word word; reader.next(word);) {
        if (word.sign) append_word(out, spelled(word.sign), word.folded);
        append_word(out, {}, word.folded);
    }
    return out;
}

std::vector<std::string> search_words(std::string_view query) {
    std::vector<std::string> out;
    std::unordered_set<std::string> seen;
    WordReader reader(query);
    for (WordReader::Word word; reader.next(word);) {
        auto spelling = std::string(spelled(word.sign)).append(word.folded);
        if (seen.insert(spelling).second) out.push_back(std::move(spelling));
    }
    return out;
}

}  // namespace text
