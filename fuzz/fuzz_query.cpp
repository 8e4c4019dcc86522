#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "store/query.hpp"

namespace {
// What a database is asked for: words as the tokenizer writes them, so that none can end a quotation.
bool askable(const std::vector<std::string>& phrase) {
    if (phrase.empty()) return false;
    for (const auto& word : phrase) {
        bool last = &word == &phrase.back();
        auto bare = std::string_view(word).substr(0, word.size() - (last && word.ends_with('*') ? 1 : 0));
        if (bare.empty() || !is_utf8(bare) || bare.find_first_of("\"'\\* \t\r\n\0") != bare.npos)
            return false;
    }
    return true;
}
}  // namespace

// Any bytes: a search both databases understand, or a sentence that points into what was typed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto result = store::parse_query(input);
    if (const auto* wrong = std::get_if<store::QueryError>(&result)) {
        if (wrong->text.empty() || wrong->position > size || !is_utf8(wrong->text)) std::abort();
        return 0;
    }
    const auto& query = std::get<store::Query>(result);
    for (const auto* phrases : {&query.terms.all, &query.terms.none})
        for (const auto& phrase : *phrases)
            if (!askable(phrase)) std::abort();
    for (const auto& condition : query.conditions)
        if (condition.value.empty() || !is_utf8(condition.value)) std::abort();
    return 0;
}
