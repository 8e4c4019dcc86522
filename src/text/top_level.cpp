#include "text/top_level.hpp"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include "text/entities.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::string_view delegated[] = {
#include "top_level_domains.inc"
};

// Never in the root: onion (RFC 7686). Deleted from it together with their country: an, tp.
constexpr std::string_view special[] = {"onion", "an", "tp"};

constexpr std::string_view retired[] = {
#include "text/top_level_retired.inc"
};

constexpr std::size_t longest = 64;  // bytes

const std::vector<std::string>& sorted_domains() {
    static const auto sorted = [] {
        std::vector<std::string> all(std::begin(delegated), std::end(delegated));
        all.insert(all.end(), std::begin(special), std::end(special));
        all.insert(all.end(), std::begin(retired), std::end(retired));
        // Also the countries that have a code but no domain yet.
        for (const auto* code = uloc_getISOCountries(); *code; ++code) all.push_back(ascii_lowered(*code));
        std::ranges::sort(all);
        return all;
    }();
    return sorted;
}

bool known(std::string_view lowered) {
    return std::ranges::binary_search(sorted_domains(), lowered);
}

bool may_follow(std::string_view text, std::size_t at) {
    if (at >= text.size()) return true;
    auto c = static_cast<unsigned char>(text[at]);
    return !ascii_alphanumeric(c) && c != '@' && c != '+' && c != '-';
}

std::size_t punycode_at(std::string_view text, std::size_t at) {
    if (ascii_lowered(text.substr(at, 4)) != "xn--") return 0;
    std::size_t end = at + 4;
    while (end < text.size() && end - at < longest &&
           (ascii_alphanumeric(static_cast<unsigned char>(text[end])) || text[end] == '-'))
        ++end;
    return end > at + 4 ? end - at : 0;
}

}  // namespace

std::size_t top_level_at(std::string_view text, std::size_t at) {
    if (std::size_t length = punycode_at(text, at)) return length;
    std::string lowered;
    std::size_t found = 0;
    for (std::size_t end = at; end < text.size() && lowered.size() < longest;) {
        char32_t c = next(text, end);
        if (c < 0x80 && !ascii_letter(c)) break;
        append(lowered, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
        if (may_follow(text, end) && known(lowered)) found = end - at;
    }
    return found;
}

bool top_level_domain(std::string_view label) {
    return !label.empty() && top_level_at(label, 0) == label.size();
}

}  // namespace text
