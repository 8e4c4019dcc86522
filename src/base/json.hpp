#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

// Reading JSON that somebody else wrote: nothing here throws for a wrong shape.
namespace json {
using boost::json::array;
using boost::json::object;
using boost::json::serialize;
using boost::json::value;

// nullopt for anything that is not one JSON text (RFC 8259) of at most `depth` levels in valid UTF-8.
std::optional<value> parse(std::string_view text, std::size_t depth = 64);

// The member at a path of keys, or nullptr: find(v, {"a", "b"}) is v.a.b. Array elements are not reached.
const value* find(const value& from, std::initializer_list<std::string_view> path);

// The member if it has that type, else the fallback. Numbers written as 3.0 count as integers.
std::string text(const value& from, std::string_view key, std::string_view fallback = {});
std::int64_t integer(const value& from, std::string_view key, std::int64_t fallback = 0);
bool boolean(const value& from, std::string_view key, bool fallback = false);
// An empty array when the member is missing or no array; the reference lives as long as `from`.
const array& list(const value& from, std::string_view key);
}  // namespace json
