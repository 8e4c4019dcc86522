#include "text/reply_words.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <vector>

#include <unicode/uchar.h>

#include "text/character_sets.hpp"
#include "text/fold.hpp"
#include "text/reply_phrases.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_introduction = 400, longest_mobile_signature = 70;

using Phrases = std::vector<std::string>;

Phrases folded(std::span<const std::string_view> phrases) {
    Phrases all;
    for (auto phrase : phrases) all.push_back(fold(phrase));
    return all;
}

using Labels = std::unordered_map<std::string, Label>;

void add(Labels& labels, Label label, std::string_view names) {
    for (std::size_t at = 0; at <= names.size();) {
        std::size_t end = std::min(names.find('|', at), names.size());
        labels.emplace(fold(names.substr(at, end - at)), label);
        at = end + 1;
    }
}

Labels all_labels() {
    Labels labels;
    add(labels, Label::from, phrases::from_names);
    add(labels, Label::sent, phrases::sent_names);
    add(labels, Label::to, phrases::to_names);
    add(labels, Label::subject, phrases::subject_names);
    add(labels, Label::copy, phrases::copy_names);
    return labels;
}

struct Known {
    Phrases wrote = folded(phrases::wrote), beginnings = folded(phrases::beginnings),
            dividers = folded(phrases::dividers), forward_beginnings = folded(phrases::forward_beginnings),
            reply_above = folded(phrases::reply_above), sent_from = folded(phrases::sent_from),
            sent_from_endings = folded(phrases::sent_from_endings), farewells = folded(phrases::farewells);
    Labels labels = all_labels();
};

const Known& known() {
    static const Known all;
    return all;
}

bool contains_any(std::string_view text, const Phrases& words) {
    return std::ranges::any_of(
        words, [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

bool starts_with_any(std::string_view text, const Phrases& words) {
    return std::ranges::any_of(words, [&](const std::string& word) { return text.starts_with(word); });
}

bool ends_with_any(std::string_view text, const Phrases& words) {
    return std::ranges::any_of(words, [&](const std::string& word) { return text.ends_with(word); });
}

std::size_t numbers(std::string_view text) {
    std::size_t count = 0;
    bool inside = false;
    for (char c : text) {
        bool digit = ascii_digit(static_cast<unsigned char>(c));
        count += digit && !inside;
        inside = digit;
    }
    return count;
}

std::string_view trimmed(std::string_view text, std::string_view of) {
    std::size_t first = text.find_first_not_of(of);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(of) + 1 - first);
}

}  // namespace

std::string folded_line(std::string_view line) {
    std::string folded = fold(line), out;
    for (std::size_t at = 0; at < folded.size();) {
        char32_t c = next(folded, at);
        if (c == '*' || is_invisible(c)) continue;
        auto digit = u_charDigitValue(static_cast<UChar32>(c));
        append(out, is_space(c) ? U' ' : digit >= 0 ? U'0' + static_cast<char32_t>(digit) : c);
    }
    return std::string(trimmed(out, " "));
}

bool may_begin_introduction(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    return folded.size() >= 3 && (numbers(folded.substr(0, 40)) > 0 || folded.find('@') != folded.npos ||
                                  starts_with_any(folded, known().beginnings));
}

bool begins_introduction(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    return !folded.empty() && (ascii_digit(static_cast<unsigned char>(folded.front())) ||
                               starts_with_any(folded, known().beginnings));
}

bool introduces_quote(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    if (folded.size() > longest_introduction || folded.size() < 10) return false;
    bool colon = folded.ends_with(':') || folded.ends_with("：");
    bool ends_with_wrote = ends_with_any(folded, known().wrote);
    if (!colon && !ends_with_wrote) return false;
    std::size_t counted = numbers(folded);
    if (counted == 0) return false;
    bool address = folded.find('@') != std::string_view::npos;
    if (contains_any(folded, known().wrote)) return address || may_begin_introduction(folded);
    std::string_view end = trimmed(folded, ":： ");
    return address && counted >= 3 && (end.ends_with('>') || end.ends_with(')') || end.ends_with("님"));
}

std::optional<Label> header_label(std::string_view folded) {
    std::size_t colon = folded.find(':');
    if (colon == std::string_view::npos || colon > 48) return std::nullopt;
    std::string_view name = trimmed(folded.substr(0, colon), " ");
    auto found = known().labels.find(std::string(name));
    return found == known().labels.end() ? std::nullopt : std::optional(found->second);
}

bool divides(std::string_view folded) {
    if (folded.size() > 120 || folded.empty()) return false;
    if (contains_any(folded, known().reply_above)) return true;
    if (starts_with_any(folded, known().forward_beginnings)) return folded.ends_with(':');
    bool ruled = folded.starts_with("--") || folded.starts_with("__") || folded.starts_with("==");
    return ruled && contains_any(folded, known().dividers);
}

bool mobile_signature(std::string_view folded) {
    folded = trimmed(folded.substr(0, std::min(folded.find('<'), folded.find('('))), " ");
    if (folded.size() > longest_mobile_signature || folded.find_first_of(",;?") != std::string_view::npos)
        return false;
    if (folded.ends_with('.') && numbers(folded) == 0 && folded.size() > 40) return false;
    return starts_with_any(folded, known().sent_from) ||
           ends_with_any(trimmed(folded, "."), known().sent_from_endings);
}

bool signs_off(std::string_view folded) {
    const auto& farewells = known().farewells;
    return std::ranges::find(farewells, trimmed(folded, ",.!- ")) != farewells.end();
}

bool is_rule(std::string_view line) {
    line = trimmed(line, " \t\r");
    return line.size() >= 3 && line.find_first_not_of("-_=*~") == std::string_view::npos;
}

}  // namespace text
