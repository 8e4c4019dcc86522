#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "store/search.hpp"

// The words people type into search: bread "rye flour" -cake from:ana in:email has:attachment is:open
// before:2026-10-01 after:… assigned:me label:urgent to: person:ID. A '-' before anything excludes it.
namespace store {

struct Condition {
    enum class Field { from, to, in, has, is, before, after, assigned, label, person } field;
    std::string value;  // as typed, without quotes
    bool negated = false;
    Time time;  // for before and after
};

struct Query {
    SearchTerms terms;
    std::vector<Condition> conditions;
    std::vector<std::string> words;  // everything searched for, to be marked in the hits
};

// What is wrong, and where: a byte offset into the text given.
struct QueryError {
    std::size_t position;
    std::string text;
};

// Never throws. An empty text is an empty query. A text of more than 4,000 bytes or 100 parts is refused.
std::variant<Query, QueryError> parse_query(std::string_view text);

}  // namespace store
