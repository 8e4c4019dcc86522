#include "channels/email/fields.hpp"

#include <algorithm>

namespace channels::email {
namespace {
constexpr std::size_t most_fields = 2000, longest_value = 256u << 10;

bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool name_character(char c) {
    return c > ' ' && c < 127 && c != ':';
}

void append(std::string& value, std::string_view piece) {
    if (value.size() + piece.size() < longest_value) value += piece;
}

void finish(std::vector<Field>& fields) {
    if (!fields.empty()) fields.back().value = std::string(trim(fields.back().value));
}
}  // namespace

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view next_line(std::string_view text, std::size_t& at) {
    auto end = text.find('\n', at);
    auto line = text.substr(at, end == std::string_view::npos ? end : end - at);
    at = end == std::string_view::npos ? text.size() : end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool looks_like_field(std::string_view line) {
    auto name = line.substr(0, line.find(':'));
    while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
    return !name.empty() && name.size() < line.size() &&
           std::all_of(name.begin(), name.end(), name_character);
}

Fields Fields::parse(std::string_view block) {
    Fields result;
    auto& fields = result.fields_;
    for (std::size_t at = 0; at < block.size();) {
        auto line = next_line(block, at);
        if (line.empty()) break;
        if ((line.front() == ' ' || line.front() == '\t') && !fields.empty()) {
            append(fields.back().value, line);
        } else if (looks_like_field(line) && fields.size() < most_fields) {
            finish(fields);
            auto colon = line.find(':');
            fields.push_back({lower(trim(line.substr(0, colon))), {}});
            append(fields.back().value, line.substr(colon + 1));
        }
    }
    finish(fields);
    return result;
}

std::string_view Fields::first(std::string_view name) const {
    for (const auto& field : fields_)
        if (field.name == name) return field.value;
    return {};
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
    std::vector<std::string_view> result;
    for (const auto& field : fields_)
        if (field.name == name) result.push_back(field.value);
    return result;
}

bool Fields::has(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return field.name == name; });
}

std::size_t header_length(std::string_view message) {
    std::size_t at = 0;
    auto line = next_line(message, at);
    if (!looks_like_field(line)) return 0;
    while (at < message.size() && !line.empty()) line = next_line(message, at);
    return at;
}

}  // namespace channels::email
