#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/fold.hpp"
#include "text/tokens.hpp"

// Any bytes: each token lies within the text, and folding twice is folding once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    std::size_t last = 0;
    for (const auto& token : text::tokens(input)) {
        if (token.begin < last || token.end < token.begin || token.end > size) std::abort();
        if (token.folded.empty() || token.folded.size() > 64) std::abort();
        last = token.begin;
    }
    std::string folded = text::fold(input);
    if (text::fold(folded) != folded) std::abort();
    text::search_words(input);
    return 0;
}
