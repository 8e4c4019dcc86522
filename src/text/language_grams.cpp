#include "text/language_grams.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include <unicode/uchar.h>

#include "text/utf8.hpp"

// What language_table.cpp made when this was built.
asm(".section .rodata\n.balign 16\nrapport_language_grams:\n.incbin \"" RAPPORT_LANGUAGE_GRAMS
    "\"\n.byte 0\n.previous\n");
extern "C" const unsigned char rapport_language_grams[];

namespace text {
namespace {
static_assert(std::endian::native == std::endian::little);

constexpr std::string_view languages[] = {
#include "language_grams.inc"
};
constexpr std::size_t language_count = std::size(languages);

// The shape of the statistics: groups of four bytes, every third byte one begins, words up to 70 bytes;
// scores are kept less their least.
constexpr std::size_t group = 4, stride = 3, longest_word = 70, most_bytes = 350;
constexpr int least_score = 53;

struct Grams {
    std::span<const std::uint64_t> keys;
    const std::uint32_t* offsets;
    const unsigned char* pairs;
};

const Grams& grams() {
    static const Grams all = [] {
        const auto* count = reinterpret_cast<const std::uint64_t*>(rapport_language_grams);
        std::span keys(count + 1, static_cast<std::size_t>(*count));
        const auto* offsets = reinterpret_cast<const std::uint32_t*>(keys.data() + keys.size());
        return Grams{keys, offsets, reinterpret_cast<const unsigned char*>(offsets + keys.size() + 1)};
    }();
    return all;
}

using Keys = std::unordered_set<std::uint64_t>;

std::uint64_t key(std::string_view gram, bool first, bool last) {
    std::uint64_t key = last ? ' ' : 0;
    for (std::size_t i = gram.size(); i-- > 0;) key = key << 8 | static_cast<unsigned char>(gram[i]);
    return first ? key << 8 | ' ' : key;
}

void add_word(std::string_view word, Keys& keys) {
    word = word.substr(0, longest_word);
    std::size_t at = 0;
    for (; at + group < word.size(); at += stride) keys.insert(key(word.substr(at, group), at == 0, false));
    auto end = word.substr(word.size() < group ? 0 : word.size() - group);
    keys.insert(key(end, at == 0, true));
}

bool belongs_to_word(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) || c == U'\'' || c == U'`' || c == U'’';
}

Keys keys_of(std::string_view words) {
    Keys keys;
    std::string word;
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < words.size() && (bytes <= most_bytes || !word.empty());) {
        auto c = next(words, at);
        bool inside = belongs_to_word(c);
        if (inside && word.size() < longest_word) {
            auto before = word.size();
            append(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
            bytes += word.size() - before;
        }
        if ((!inside || at >= words.size()) && !word.empty()) {
            add_word(word, keys);
            word.clear();
        }
    }
    return keys;
}

std::array<int, language_count> scores(const Keys& keys) {
    std::array<int, language_count> all{};
    const auto& known = grams();
    for (auto each : keys) {
        auto found = std::ranges::lower_bound(known.keys, each);
        if (found == known.keys.end() || *found != each) continue;
        auto at = static_cast<std::size_t>(found - known.keys.begin());
        for (auto pair = known.offsets[at]; pair < known.offsets[at + 1]; pair += 2)
            if (auto language = known.pairs[pair]; language < language_count)
                all[language] += known.pairs[pair + 1] + least_score;
    }
    return all;
}
}  // namespace

GramGuess language_by_grams(std::string_view words) {
    auto keys = keys_of(words);
    if (keys.empty()) return {};
    auto all = scores(keys);
    auto best = std::ranges::max_element(all);
    if (*best == 0) return {};
    int second = 0;
    for (auto each = all.begin(); each != all.end(); ++each)
        if (each != best) second = std::max(second, *each);
    auto count = static_cast<double>(keys.size());
    return {languages[best - all.begin()], (*best - second) / count, *best / count, keys.size()};
}

bool known_to_grams(std::string_view language) {
    return std::ranges::find(languages, language) != std::end(languages);
}

}  // namespace text
