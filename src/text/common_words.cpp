#include "text/common_words.hpp"

#include <string>
#include <unordered_map>

#include "text/tokens.hpp"

namespace text {
namespace {
struct List {
    std::string_view language;
    std::string_view words;  // spelled, a space between
};

constexpr List lists[] = {
#include "common_words.inc"
};

using Languages = std::unordered_map<std::string, std::vector<std::string_view>>;

void add(Languages& all, const List& list) {
    WordReader reader(list.words);
    for (WordReader::Word word; reader.next(word);) {
        auto& languages = all[std::string(word.folded)];
        if (languages.empty() || languages.back() != list.language) languages.push_back(list.language);
    }
}
}  // namespace

const std::vector<std::string_view>& common_in(std::string_view folded) {
    static const Languages all = [] {
        Languages made;
        for (const auto& list : lists) add(made, list);
        return made;
    }();
    static const std::vector<std::string_view> none;
    auto found = all.find(std::string(folded));
    return found == all.end() ? none : found->second;
}
}  // namespace text
