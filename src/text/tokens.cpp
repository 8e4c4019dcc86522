#include "text/tokens.hpp"

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

// Collects the words of a text from left to right.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::vector<Token> read() {
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t begin = at;
            Sort sort = sort_of(next(text_, at));
            if (sort == Sort::other) continue;
            at = end_of_run(at, sort);
            sort == Sort::word ? add(begin, at) : add_parted(begin, at);
        }
        return std::move(tokens_);
    }

private:
    // Marks belong to whatever they stand on.
    std::size_t end_of_run(std::size_t at, Sort sort) const {
        for (std::size_t end = at; end < text_.size(); at = end) {
            char32_t c = next(text_, end);
            if (sort_of(c) != sort && !is_mark(c)) break;
        }
        return at;
    }

    void add(std::size_t begin, std::size_t end) {
        std::string folded = cleaned(fold(text_.substr(begin, end - begin)));
        if (folded.empty()) return;
        if (folded.size() > longest_token) folded.resize(prefix(folded, longest_token).size());
        tokens_.push_back({std::move(folded), begin, end});
    }

    // Parts a run without spaces by dictionary. Long runs go in pieces, so that memory stays bounded.
    void add_parted(std::size_t begin, std::size_t end) {
        constexpr std::size_t piece = 16 * 1024;
        while (begin < end) {
            std::size_t stop = begin + prefix(text_.substr(begin, end - begin), piece).size();
            part(begin, stop);
            begin = stop;
        }
    }

    void part(std::size_t begin, std::size_t end) {
        icu::UnicodeString units;
        std::vector<std::size_t> bytes;  // where each UTF-16 unit stands in the text
        for (std::size_t at = begin; at < end;) {
            bytes.resize(bytes.size() + 1, at);
            units.append(static_cast<UChar32>(next(text_, at)));
            bytes.resize(static_cast<std::size_t>(units.length()), bytes.back());
        }
        bytes.push_back(end);
        icu::BreakIterator* breaks = word_breaks();
        if (!breaks) return add(begin, end);
        breaks->setText(units);
        for (int32_t from = 0, to = breaks->next(); to != icu::BreakIterator::DONE;
             from = to, to = breaks->next())
            add(bytes[static_cast<std::size_t>(from)], bytes[static_cast<std::size_t>(to)]);
        breaks->setText(icu::UnicodeString());
    }

    std::string_view text_;
    std::vector<Token> tokens_;
};

bool ascii_word(char c) {
    return ascii_alphanumeric(static_cast<unsigned char>(c)) || c == '_';
}

// The same as Reader for text that is ASCII throughout, as most of the traffic is.
template <class Visit>
void each_ascii_word(std::string_view text, Visit&& visit) {
    for (std::size_t at = 0; at < text.size();) {
        if (!ascii_word(text[at])) {
            ++at;
            continue;
        }
        std::size_t begin = at;
        while (at < text.size() && ascii_word(text[at])) ++at;
        std::size_t first = begin, last = at;
        while (first < last && text[first] == '_') ++first;
        while (last > first && text[last - 1] == '_') --last;
        if (first < last) visit(begin, at, text.substr(first, std::min(last - first, longest_token)));
    }
}

std::vector<Token> ascii_tokens(std::string_view text) {
    std::vector<Token> out;
    each_ascii_word(text, [&](std::size_t begin, std::size_t end, std::string_view word) {
        out.push_back({ascii_lowered(word), begin, end});
    });
    return out;
}

// "hashtag_" or "handle_" when a sign stands right before the word and no word before the sign.
std::string_view sign_word(std::string_view text, std::size_t word) {
    if (word == 0) return {};
    char32_t sign = before(text, word);
    bool tag = sign == '#' || sign == U'＃', handle = sign == '@' || sign == U'＠';
    if (!tag && !handle) return {};
    std::size_t width = sign < 0x80 ? 1 : 3;
    if (word > width && sort_of(before(text, word - width)) != Sort::other) return {};
    return tag ? "hashtag_" : "handle_";
}

void append_word(std::string& out, std::string_view sign, std::string_view word) {
    if (!out.empty()) out += ' ';
    out += sign;
    out += word;
}

std::string ascii_document(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    each_ascii_word(text, [&](std::size_t begin, std::size_t, std::string_view word) {
        if (std::string_view sign = sign_word(text, begin); !sign.empty()) append_word(out, sign, word);
        append_word(out, {}, word);
    });
    for (char& c : out) c = ascii_lower(c);
    return out;
}

}  // namespace

std::vector<Token> tokens(std::string_view text) {
    return is_ascii(text) ? ascii_tokens(text) : Reader(text).read();
}

std::string search_document(std::string_view text) {
    if (is_ascii(text)) return ascii_document(text);
    std::string out;
    for (const Token& token : tokens(text)) {
        if (std::string_view sign = sign_word(text, token.begin); !sign.empty())
            append_word(out, sign, token.folded);
        append_word(out, {}, token.folded);
    }
    return out;
}

std::vector<std::string> search_words(std::string_view query) {
    std::vector<std::string> out;
    std::unordered_set<std::string> seen;
    for (const Token& token : tokens(query)) {
        std::string word(sign_word(query, token.begin));
        word += token.folded;
        if (seen.insert(word).second) out.push_back(std::move(word));
    }
    return out;
}

}  // namespace text
