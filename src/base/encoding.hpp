#pragma once
#include <optional>
#include <string>
#include <string_view>

// Lower-case hexadecimal.
std::string hex(std::string_view bytes);

// Base 64 for URLs without padding (RFC 4648 §5).
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// Plain base 64 with padding (RFC 4648 §4); reading skips white space and forgives missing padding.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

// True for well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates.
bool is_utf8(std::string_view bytes);

// Each ill-formed sequence replaced by U+FFFD, NUL removed: text that both databases can keep.
std::string to_utf8(std::string_view bytes);

// The first `limit` bytes at most, cut at a character boundary. `text` must be UTF-8.
std::string_view prefix(std::string_view text, std::size_t limit);
