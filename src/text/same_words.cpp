#include "text/same_words.hpp"

#include "text/fold.hpp"
#include "text/tokens.hpp"

namespace text {
namespace {
bool part_of_name(char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') || byte == '_' ||
           byte == '-' || byte == '.' || byte == ':' || byte >= 0x80;
}

// "@ana@town.example" → "@ana"
std::string short_mentions(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        out += text[at];
        bool mention = text[at] == '@';
        ++at;
        if (!mention) continue;
        auto begin = at;
        while (at < text.size() && part_of_name(text[at])) out += text[at++];
        if (at == begin || at >= text.size() || text[at] != '@') continue;
        ++at;
        while (at < text.size() && part_of_name(text[at])) ++at;
    }
    return out;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (auto& token : tokens(short_mentions(text))) out.push_back(std::move(token.folded));
    return out;
}
}  // namespace

bool same_words(std::string_view sent, std::string_view seen) {
    auto a = words(sent), b = words(seen);
    // What has no words at all (an emoji, a lone "?!") is compared as it is.
    return a == b && (!a.empty() || collapse(fold(sent)) == collapse(fold(seen)));
}
}  // namespace text
