#include "api/body.hpp"

#include "base/error.hpp"

namespace api {
namespace {
[[noreturn]] void wrong(std::string_view key, std::string_view what) {
    throw Error{Code::bad_request, fmt::format("{}: {}", key, what)}.at(std::string(key));
}
}  // namespace

Body Body::parse(std::string_view text) {
    auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object())
        throw Error{Code::bad_request,
                    "The body must be one JSON object in UTF-8, nested at most 64 levels."};
    return Body(std::move(parsed->get_object()));
}

const json::value* Body::find(std::string_view key) const {
    const auto* found = object_.if_contains(key);
    return found && !found->is_null() ? found : nullptr;
}

bool Body::has(std::string_view key) const {
    return find(key) != nullptr;
}

std::string Body::text(std::string_view key, std::size_t longest) const {
    auto value = text_or(key, "", longest);
    if (value.empty()) wrong(key, "is missing or empty.");
    return value;
}

std::string Body::text_or(std::string_view key, std::string_view fallback, std::size_t longest) const {
    const auto* found = find(key);
    if (!found) return std::string(fallback);
    if (!found->is_string()) wrong(key, "must be text.");
    if (found->get_string().size() > longest)
        wrong(key, fmt::format("is too long; at most {} bytes.", longest));
    if (found->get_string().find('\0') != boost::json::string::npos)
        wrong(key, "must not hold a NUL character.");
    return std::string(found->get_string());
}

bool Body::flag(std::string_view key, bool fallback) const {
    const auto* found = find(key);
    if (!found) return fallback;
    if (!found->is_bool()) wrong(key, "must be true or false.");
    return found->get_bool();
}

Id Body::id(std::string_view key) const {
    auto found = id_if_any(key);
    if (!found) wrong(key, "is missing.");
    return *found;
}

std::optional<Id> Body::id_if_any(std::string_view key) const {
    if (!find(key)) return std::nullopt;
    auto parsed = Id::parse(text(key, 32));
    if (!parsed) wrong(key, "must be an id, written as text.");
    return parsed;
}

std::vector<std::string> Body::texts(std::string_view key) const {
    std::vector<std::string> out;
    const auto* found = find(key);
    if (!found) return out;
    if (!found->is_array()) wrong(key, "must be a list.");
    if (found->get_array().size() > 10'000) wrong(key, "holds more than 10,000 entries.");
    for (const auto& each : found->get_array()) {
        if (!each.is_string() || each.get_string().size() > 1'000)
            wrong(key, "must be a list of short texts.");
        out.emplace_back(each.get_string());
    }
    return out;
}

std::vector<Id> Body::ids(std::string_view key) const {
    std::vector<Id> out;
    for (const auto& each : texts(key)) {
        auto parsed = Id::parse(each);
        if (!parsed) wrong(key, "must be a list of ids, written as text.");
        out.push_back(*parsed);
    }
    return out;
}

std::optional<Time> Body::time_if_any(std::string_view key) const {
    if (!find(key)) return std::nullopt;
    auto parsed = Time::parse(text(key, 64));
    if (!parsed) wrong(key, "must be a time as 2026-10-31T14:00:00Z.");
    return parsed;
}

json::object Body::object(std::string_view key) const {
    const auto* found = find(key);
    if (!found) return {};
    if (!found->is_object()) wrong(key, "must be an object.");
    return found->get_object();
}
}  // namespace api
