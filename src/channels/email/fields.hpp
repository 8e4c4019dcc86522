#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Header fields as RFC 5322 §2.2 writes them, and the tolerant reading that real mail needs.
namespace channels::email {

struct Field {
    std::string name;   // lower case
    std::string value;  // unfolded, trimmed, still encoded; at most 256 KiB
};

// The fields of one header block, in order; at most 2,000.
class Fields {
public:
    // Reads up to the first empty line. A line that is no field is skipped.
    static Fields parse(std::string_view block);

    std::string_view first(std::string_view name) const;  // "" when missing
    std::vector<std::string_view> all(std::string_view name) const;
    bool has(std::string_view name) const;
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

private:
    std::vector<Field> fields_;
};

// Where the body begins: after the first empty line, or 0 when the text does not begin with a header.
std::size_t header_length(std::string_view message);

// "Name: value", a name being printable ASCII without colon or space.
bool looks_like_field(std::string_view line);

// Header text: encoded words of RFC 2047 (with the language of RFC 2231), also where they are not allowed
// but common; raw 8-bit bytes as in the charset `label`. White space collapsed to single spaces, control
// characters gone.
std::string header_text(std::string_view value, std::string_view label = {});

// ASCII only, as all names of fields, types and parameters are.
std::string lower(std::string_view text);
std::string_view trim(std::string_view text);

// The next line without its end (LF, CRLF or CR LF missing at the end); moves `at` behind it.
std::string_view next_line(std::string_view text, std::size_t& at);

}  // namespace channels::email
