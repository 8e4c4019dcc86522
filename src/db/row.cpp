#include "base/error.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace db {
namespace {

const char* kind(const Value& value) {
    constexpr std::array<const char*, 5> names = {"NULL", "an integer", "a real number", "text", "bytes"};
    return names.at(value.index());
}

[[noreturn]] void mismatch(std::size_t column, const Value& value, const char* wanted) {
    throw Error{Code::internal,
                fmt::format("Column {} of a result was read as {} but is {}.", column, wanted, kind(value))};
}

const std::string empty;

}  // namespace

Value bind(const std::vector<std::string>& texts) {
    return json::serialize(json::array(texts.begin(), texts.end()));
}

Value bind(const std::vector<Id>& ids) {
    json::array numbers;
    for (const Id id : ids) numbers.emplace_back(id.value);
    return json::serialize(numbers);
}

std::int64_t Row::integer(std::size_t column) const {
    const Value& value = values_.at(column);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (null(column)) return 0;
    mismatch(column, value, "an integer");
}

double Row::real(std::size_t column) const {
    const Value& value = values_.at(column);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (null(column)) return 0;
    mismatch(column, value, "a real number");
}

const std::string& Row::text(std::size_t column) const {
    const Value& value = values_.at(column);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (null(column)) return empty;
    mismatch(column, value, "text");
}

const std::string& Row::bytes(std::size_t column) const {
    const Value& value = values_.at(column);
    if (const auto* blob = std::get_if<Blob>(&value)) return blob->bytes;
    if (null(column)) return empty;
    mismatch(column, value, "bytes");
}

}  // namespace db
