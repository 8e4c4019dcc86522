#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"

// The one language in which people say what they look for: in topics, columns, the inbox and segments.
// docs/queries.md is its page for people, with examples that a test executes.
//
//   query  = both { "OR" both }
//   both   = single { [ "AND" ] single }
//   single = { "NOT" | "-" } near
//   near   = item { "NEAR" [ "/" number ] item }
//   item   = "(" query ")" | field ":" value | "quoted words" | word
namespace model {

// One word to look for, folded as text::tokens() gives it.
struct QueryWord {
    std::string text;
    char sign = 0;        // '#' or '@': only where it stands as a tag or a mention
    bool prefix = false;  // every word that begins so
    bool operator==(const QueryWord&) const = default;
};

enum class QueryField {
    from,
    to,
    network,
    channel,
    language,
    group,
    has,
    is,
    before,
    after,
    within,
    in,
    assigned,
    label,
    person,  // of conversations
};

struct Query {
    enum class Kind {
        all,        // every part holds; without parts: everything
        any,        // one of the parts holds
        none,       // its one part does not hold
        near,       // two parts of kind words, in either order, at most `distance` words between them
        words,      // `words` side by side
        condition,  // `field` is `value`
    };
    Kind kind = Kind::all;
    std::vector<Query> parts = {};
    std::vector<QueryWord> words = {};
    int distance = 0;
    QueryField field = QueryField::from;
    std::string value = {};    // as typed, without quotes; keywords and languages in lower case
    Time time = {};            // of before and after
    std::int64_t span_ms = 0;  // of within
    std::size_t position = 0;  // bytes in the text, where it begins
    bool operator==(const Query&) const = default;
};

// What is wrong, where (a byte offset into the text), and what would work.
struct QueryError {
    std::size_t position = 0;
    std::string text;
    bool operator==(const QueryError&) const = default;
};

// Never throws. At most 20,000 bytes, 1,000 words and conditions, 30 parentheses within each other.
std::variant<Query, QueryError> parse_query(std::string_view text);

// "from", "lang": as it is typed.
std::string_view name(QueryField);

// The first condition of a field that is not among `served`, said as an error.
std::optional<QueryError> first_unserved(const Query&, const std::vector<QueryField>& served);

// Calls fn(part, wanted) for the query and everything in it; `wanted` is false below an odd number of NOTs.
template <class Fn>
void each_part(const Query& query, Fn&& fn, bool wanted = true) {
    fn(query, wanted);
    for (const auto& part : query.parts) each_part(part, fn, wanted != (query.kind == Query::Kind::none));
}

}  // namespace model
