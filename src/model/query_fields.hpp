#pragma once
#include "model/query.hpp"

// What may follow "field:", for the parser alone.
namespace model {

// The field before a colon at the beginning of `text`, and how long it is with the colon.
struct NamedField {
    QueryField field;
    std::size_t length;
};
std::optional<NamedField> leading_field(std::string_view text);

// Fills `condition.value`, `time` and `span_ms` from what was typed; a sentence when that cannot be.
std::optional<std::string> set_value(Query& condition, std::string_view typed);

}  // namespace model
