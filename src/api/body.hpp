#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace api {

// A JSON object that somebody sent. Each reader throws Error{bad_request} naming the field and what
// would be right.
class Body {
public:
    // Throws Error{bad_request} when `text` is no JSON object.
    static Body parse(std::string_view text);
    explicit Body(json::object object) : object_(std::move(object)) {}

    bool has(std::string_view key) const;                                          // present and not null
    std::string text(std::string_view key, std::size_t longest = 1u << 20) const;  // required, not empty
    std::string text_or(std::string_view key, std::string_view fallback,
                        std::size_t longest = 1u << 20) const;
    bool flag(std::string_view key, bool fallback) const;
    Id id(std::string_view key) const;  // required
    std::optional<Id> id_if_any(std::string_view key) const;
    std::vector<Id> ids(std::string_view key) const;  // empty when missing
    std::vector<std::string> texts(std::string_view key) const;
    std::optional<Time> time_if_any(std::string_view key) const;
    json::object object(std::string_view key) const;  // empty when missing
    const json::object& all() const { return object_; }

private:
    const json::value* find(std::string_view key) const;
    json::object object_;
};

}  // namespace api
