#include "model/confirm_link.hpp"

#include <algorithm>

namespace model {
namespace {
constexpr std::string_view path = "/confirm/", around = " \t\r\n\"'<>()[]";
constexpr std::size_t word_length = 43;  // 32 bytes in base 64

bool of_a_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Where the word ends that begins here; its begin when there is none.
std::size_t end_of_word(std::string_view text, std::size_t begin) {
    auto end = begin;
    while (end < text.size() && of_a_word(text[end])) ++end;
    return end - begin >= word_length ? end : begin;
}
}  // namespace

std::string confirm_link(std::string_view base, std::string_view word) {
    return std::string(base) + std::string(path) + std::string(word);
}

std::string without_confirm_links(std::string text) {
    for (auto at = text.find(path); at != text.npos; at = text.find(path, at)) {
        auto word = at + path.size(), end = end_of_word(text, word);
        if (end == word) {
            at = word;
            continue;
        }
        auto before = text.find_last_of(around, at);
        auto begin = before == text.npos ? 0 : before + 1;
        text.replace(begin, end - begin, link_mark);
        at = begin;
    }
    return text;
}

void hide_confirm_links(Inbound& item) {
    for (auto* words : {&item.text, &item.html, &item.quoted, &item.signature})
        if (words->find(path) != words->npos) *words = without_confirm_links(std::move(*words));
}
}  // namespace model
