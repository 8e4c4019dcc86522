#include "text/snippet.hpp"

#include "text/fold.hpp"
#include "text/length.hpp"
#include "text/tokens.hpp"

namespace text {
namespace {
// Cutting at a word must not cost more than a third of the room.
std::string_view at_a_word(std::string_view cut) {
    auto space = cut.rfind(' ');
    return space != cut.npos && space * 3 > cut.size() * 2 ? cut.substr(0, space) : cut;
}

bool hits(std::string_view token, std::string_view word) {
    if (word.ends_with('*')) return token.starts_with(word.substr(0, word.size() - 1));
    for (std::string_view sign : {"hashtag_", "handle_"})
        if (word.starts_with(sign)) word.remove_prefix(sign.size());
    return token == word;
}
}  // namespace

std::string snippet(std::string_view text, std::size_t graphemes) {
    // Nobody sees more than this; a long mail need not be looked at whole.
    auto beginning = text.substr(0, std::min(text.size(), graphemes * 64 + 256));
    auto line = collapse(beginning);
    auto cut = first_graphemes(line, graphemes);
    if (cut.size() == line.size() && beginning.size() == text.size()) return line;
    return collapse(at_a_word(first_graphemes(cut, graphemes > 0 ? graphemes - 1 : 0))) + "…";
}

std::vector<Range> matches(std::string_view text, const std::vector<std::string>& folded_words) {
    std::vector<Range> found;
    for (const auto& token : tokens(text))
        if (std::any_of(folded_words.begin(), folded_words.end(),
                        [&](auto& word) { return hits(token.folded, word); }))
            found.push_back({token.begin, token.end});
    return found;
}
}  // namespace text
