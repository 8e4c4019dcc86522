#include "store/query.hpp"

#include <array>

#include "base/encoding.hpp"
#include "text/tokens.hpp"

namespace store {
namespace {
using Field = Condition::Field;
constexpr std::array<std::pair<std::string_view, Field>, 10> fields{{{"from", Field::from},
                                                                     {"to", Field::to},
                                                                     {"in", Field::in},
                                                                     {"has", Field::has},
                                                                     {"is", Field::is},
                                                                     {"before", Field::before},
                                                                     {"after", Field::after},
                                                                     {"assigned", Field::assigned},
                                                                     {"label", Field::label},
                                                                     {"person", Field::person}}};
constexpr std::array<std::string_view, 4> things{"attachment", "link", "image", "note"};
constexpr std::array<std::string_view, 11> states{"open",       "closed",     "snoozed", "unread",
                                                  "unanswered", "internal",   "public",  "private",
                                                  "failed",     "unassigned", "heard"};

struct Part {
    std::size_t position;
    bool negated = false;
    std::string_view key;  // before the colon; empty for plain words
    std::size_t value_position = 0;
    std::string_view value;
    bool quoted = false;
};

bool space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A quoted stretch or a run without spaces; an unclosed quote reaches to the end.
std::string_view take_value(std::string_view text, std::size_t& at, bool& quoted) {
    quoted = at < text.size() && text[at] == '"';
    auto begin = quoted ? ++at : at;
    while (at < text.size() && (quoted ? text[at] != '"' : !space(text[at]))) ++at;
    auto value = text.substr(begin, at - begin);
    if (quoted && at < text.size()) ++at;
    return value;
}

Part take_part(std::string_view text, std::size_t& at) {
    Part part{.position = at, .key = {}, .value = {}};
    part.negated = text[at] == '-' && at + 1 < text.size() && !space(text[at + 1]);
    if (part.negated) ++at;
    auto end = at;
    while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
    auto word = text.substr(at, end - at);
    bool known = std::any_of(fields.begin(), fields.end(), [&](auto& f) { return f.first == word; });
    if (known && end < text.size() && text[end] == ':') part.key = word, at = end + 1;
    part.value_position = at;
    part.value = take_value(text, at, part.quoted);
    return part;
}

std::string listed(auto& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::optional<std::string> fault(const Condition& c) {
    auto is_one_of = [&](auto& all) { return std::find(all.begin(), all.end(), c.value) != all.end(); };
    if (c.value.empty()) return "Something must follow the colon.";
    if (c.field == Field::has && !is_one_of(things)) return "has: understands " + listed(things) + ".";
    if (c.field == Field::is && !is_one_of(states)) return "is: understands " + listed(states) + ".";
    if ((c.field == Field::before || c.field == Field::after) && !c.time)
        return "Write a day as 2026-10-31, or a time as 2026-10-31T14:00:00Z.";
    if (c.field == Field::person && !Id::parse(c.value)) return "person: wants the number of a person.";
    return std::nullopt;
}

Condition condition(const Part& part) {
    auto found = std::find_if(fields.begin(), fields.end(), [&](auto& f) { return f.first == part.key; });
    Condition c{found->second, std::string(part.value), part.negated, {}};
    auto day = c.value.size() == 10 ? c.value + "T00:00:00Z" : c.value;
    if (c.field == Field::before || c.field == Field::after) c.time = Time::parse(day).value_or(Time{});
    return c;
}

// One plain part: the words of a quoted text belong side by side; so do those of an unquoted one that the
// tokenizer splits ("don't", "東京都").
std::optional<std::string> add_words(Query& query, const Part& part) {
    auto words = text::search_words(part.value);
    if (words.empty()) return std::nullopt;
    bool prefix = !part.quoted && part.value.ends_with('*');
    if (prefix && words.back().size() < 2)
        return "A beginning of a word needs at least two letters before the *.";
    if (prefix) words.back() += '*';
    if (!part.negated) query.words.insert(query.words.end(), words.begin(), words.end());
    (part.negated ? query.terms.none : query.terms.all).push_back(std::move(words));
    return std::nullopt;
}
}  // namespace

std::variant<Query, QueryError> parse_query(std::string_view text) {
    if (text.size() > 4'000)
        return QueryError{4'000, "This is too long for a search; use at most 4,000 characters."};
    if (!is_utf8(text)) return QueryError{0, "This is not valid UTF-8 text."};
    Query query;
    int parts = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (space(text[at])) {
            ++at;
            continue;
        }
        if (++parts > 100) return QueryError{at, "Search for at most 100 things at once."};
        auto part = take_part(text, at);
        std::optional<std::string> wrong;
        if (part.key.empty()) {
            wrong = add_words(query, part);
        } else {
            query.conditions.push_back(condition(part));
            wrong = fault(query.conditions.back());
        }
        if (wrong) return QueryError{part.value_position, *wrong};
    }
    return query;
}
}  // namespace store
