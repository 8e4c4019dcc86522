#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace channels::webhook {

// An object that a system sent. Each reader throws Error{bad_request} that names the field by its path
// ("[3].author.handle") and says what would be right. Texts come out as UTF-8 without NUL.
class Fields {
public:
    // `path` is "" for the whole body. Throws for anything but an object, and for fields that are not
    // `known`: a misspelled one would be lost without a word.
    Fields(const json::value&, std::string path, std::span<const std::string_view> known);

    bool has(std::string_view key) const { return find(key) != nullptr; }  // present and not null
    std::string text(std::string_view key, std::size_t longest) const;     // "" when missing
    std::string required(std::string_view key, std::size_t longest) const;
    bool flag(std::string_view key, bool fallback) const;
    Time time(std::string_view key) const;  // none when missing
    // One text or a list of them; empty when missing.
    std::vector<std::string> texts(std::string_view key, std::size_t most, std::size_t longest) const;
    const json::array* list(std::string_view key, std::size_t most) const;  // nullptr when missing
    const json::object* object(std::string_view key) const;                 // nullptr when missing
    const json::value& at(std::string_view key) const;                      // throws when missing
    std::string path(std::string_view key) const;
    [[noreturn]] void wrong(std::string_view key, std::string_view what) const;

private:
    const json::value* find(std::string_view key) const;
    std::string text_of(const json::value&, std::string_view key, std::size_t longest) const;

    const json::object* object_ = nullptr;
    std::string path_;
};

}  // namespace channels::webhook
