#include "model/query_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/id.hpp"
#include "text/tokens.hpp"
#include "text/utf8.hpp"

namespace model {
namespace {
using enum QueryField;

struct Field {
    QueryField field;
    std::string_view name;
};
constexpr std::array<Field, 15> fields{{{from, "from"},
                                        {to, "to"},
                                        {network, "network"},
                                        {channel, "channel"},
                                        {language, "lang"},
                                        {group, "group"},
                                        {has, "has"},
                                        {is, "is"},
                                        {before, "before"},
                                        {after, "after"},
                                        {within, "within"},
                                        {in, "in"},
                                        {assigned, "assigned"},
                                        {label, "label"},
                                        {person, "person"}}};
constexpr std::array<std::string_view, 5> things{"link", "media", "attachment", "image", "note"};
constexpr std::array<std::string_view, 13> states{"reply",  "question",   "open",     "closed", "snoozed",
                                                  "unread", "unanswered", "internal", "public", "private",
                                                  "failed", "unassigned", "heard"};

template <class All>
std::optional<std::string> one_of(const All& all, const Query& c) {
    if (std::find(all.begin(), all.end(), c.value) != all.end()) return std::nullopt;
    return fmt::format("{}: understands {}.", name(c.field), fmt::join(all, ", "));
}

std::optional<std::string> set_time(Query& c) {
    auto day = c.value.size() == 10 ? c.value + "T00:00:00Z" : c.value;
    c.time = Time::parse(day).value_or(Time{});
    if (c.time) return std::nullopt;
    return "Write a day as 2026-10-31, or a time as 2026-10-31T14:00:00Z.";
}

// 30m, 24h, 7d, 4w
std::optional<std::string> set_span(Query& c) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(c.value.data(), c.value.data() + c.value.size(), number);
    std::string_view unit(end, c.value.data() + c.value.size());
    std::int64_t ms = unit == "m"   ? minute_ms
                      : unit == "h" ? hour_ms
                      : unit == "d" ? day_ms
                      : unit == "w" ? 7 * day_ms
                                    : 0;
    if (error != std::errc{} || number < 1 || number > 100'000 || ms == 0)
        return "Write a span as 30m, 24h, 7d or 4w.";
    c.span_ms = number * ms;
    return std::nullopt;
}

std::optional<std::string> check_language(const Query& c) {
    bool fits = c.value.size() <= 35 && std::all_of(c.value.begin(), c.value.end(), [](char each) {
                    return text::ascii_alphanumeric(static_cast<unsigned char>(each)) || each == '-';
                });
    if (fits && c.value.size() >= 2) return std::nullopt;
    return "Write a language as its code: lang:en, lang:pt-br, or lang:unknown.";
}

std::optional<std::string> check_words(const Query& c) {
    if (!text::tokens(c.value).empty()) return std::nullopt;
    return fmt::format("{}: wants a handle or a name.", name(c.field));
}
}  // namespace

std::string_view name(QueryField field) {
    for (const auto& each : fields)
        if (each.field == field) return each.name;
    return {};
}

std::optional<NamedField> leading_field(std::string_view text) {
    for (const auto& each : fields)
        if (text.starts_with(each.name) && text.substr(each.name.size()).starts_with(':'))
            return NamedField{each.field, each.name.size() + 1};
    return std::nullopt;
}

std::optional<std::string> set_value(Query& c, std::string_view typed) {
    bool keyword = c.field == has || c.field == is || c.field == language || c.field == within;
    c.value = keyword ? text::ascii_lowered(typed) : std::string(typed);
    if (c.value.empty()) return fmt::format("Something must follow {}:", name(c.field));
    switch (c.field) {
        case has:
            return one_of(things, c);
        case is:
            return one_of(states, c);
        case before:
        case after:
            return set_time(c);
        case within:
            return set_span(c);
        case language:
            return check_language(c);
        case from:
        case to:
            return check_words(c);
        case person:
            if (!Id::parse(c.value)) return "person: wants the number of a person.";
            return std::nullopt;
        default:
            return std::nullopt;
    }
}
}  // namespace model
