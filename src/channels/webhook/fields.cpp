#include "channels/webhook/fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/error.hpp"

namespace channels::webhook {
namespace {
[[noreturn]] void refuse(const std::string& path, std::string_view what) {
    throw Error{Code::bad_request, fmt::format("{} {}", path.empty() ? "The message" : path, what)}.at(path);
}
}  // namespace

Fields::Fields(const json::value& value, std::string path, std::span<const std::string_view> known)
    : path_(std::move(path)) {
    if (!value.is_object()) refuse(path_, "must be an object.");
    object_ = &value.get_object();
    for (const auto& [key, ignored] : *object_)
        if (std::ranges::find(known, std::string_view(key)) == known.end())
            wrong(prefix(to_utf8(key), 100), "is no field of ours. What is your own goes into “extra”.");
}

std::string Fields::path(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void Fields::wrong(std::string_view key, std::string_view what) const {
    refuse(path(key), what);
}

const json::value* Fields::find(std::string_view key) const {
    const auto* found = object_->if_contains(key);
    return found && !found->is_null() ? found : nullptr;
}

const json::value& Fields::at(std::string_view key) const {
    const auto* found = find(key);
    if (!found) wrong(key, "is missing.");
    return *found;
}

std::string Fields::text_of(const json::value& value, std::string_view key, std::size_t longest) const {
    if (!value.is_string()) wrong(key, "must be text.");
    if (value.get_string().size() > longest)
        wrong(key, fmt::format("is too long; at most {} bytes.", longest));
    return to_utf8(value.get_string());
}

std::string Fields::text(std::string_view key, std::size_t longest) const {
    const auto* found = find(key);
    return found ? text_of(*found, key, longest) : "";
}

std::string Fields::required(std::string_view key, std::size_t longest) const {
    auto value = text_of(at(key), key, longest);
    if (value.find_first_not_of(" \t\r\n") == value.npos) wrong(key, "is empty.");
    return value;
}

bool Fields::flag(std::string_view key, bool fallback) const {
    const auto* found = find(key);
    if (found && !found->is_bool()) wrong(key, "must be true or false.");
    return found ? found->get_bool() : fallback;
}

Time Fields::time(std::string_view key) const {
    auto value = text(key, 64);
    auto parsed = value.empty() ? std::optional(Time{}) : Time::parse(value);
    if (!parsed) wrong(key, "must be a time with its zone, as 2026-10-31T14:00:00Z.");
    return *parsed;
}

const json::array* Fields::list(std::string_view key, std::size_t most) const {
    const auto* found = find(key);
    if (!found) return nullptr;
    if (!found->is_array()) wrong(key, "must be a list.");
    if (found->get_array().size() > most) wrong(key, fmt::format("holds more than {}.", most));
    return &found->get_array();
}

std::vector<std::string> Fields::texts(std::string_view key, std::size_t most, std::size_t longest) const {
    const auto* found = find(key);
    if (!found) return {};
    if (!found->is_array()) return {text_of(*found, key, longest)};
    std::vector<std::string> out;
    for (const auto& each : *list(key, most)) out.push_back(text_of(each, key, longest));
    return out;
}

const json::object* Fields::object(std::string_view key) const {
    const auto* found = find(key);
    if (found && !found->is_object()) wrong(key, "must be an object.");
    return found ? &found->get_object() : nullptr;
}
}  // namespace channels::webhook
