#include "base/json.hpp"

#include <cmath>

namespace json {
std::optional<value> parse(std::string_view text, std::size_t depth) {
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = depth;
    auto parsed = boost::json::parse(text, error, {}, options);
    return error ? std::nullopt : std::optional(std::move(parsed));
}

const value* find(const value& from, std::initializer_list<std::string_view> path) {
    const value* at = &from;
    for (auto key : path) {
        auto* object = at->if_object();
        at = object ? object->if_contains(key) : nullptr;
        if (!at) return nullptr;
    }
    return at;
}

std::string text(const value& from, std::string_view key, std::string_view fallback) {
    auto* found = find(from, {key});
    return std::string(found && found->is_string() ? std::string_view(found->get_string()) : fallback);
}

std::int64_t integer(const value& from, std::string_view key, std::int64_t fallback) {
    auto* found = find(from, {key});
    if (!found) return fallback;
    if (found->is_int64()) return found->get_int64();
    bool whole = found->is_double() && std::abs(found->get_double()) < 9e15 &&
                 std::trunc(found->get_double()) == found->get_double();
    return whole ? static_cast<std::int64_t>(found->get_double()) : fallback;
}

bool boolean(const value& from, std::string_view key, bool fallback) {
    auto* found = find(from, {key});
    return found && found->is_bool() ? found->get_bool() : fallback;
}

const array& list(const value& from, std::string_view key) {
    static const array none;
    auto* found = find(from, {key});
    return found && found->is_array() ? found->get_array() : none;
}
}  // namespace json
