#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// The few things we do with URLs (RFC 3986), forgiving as browsers are: spaces around are cut, what
// should have been escaped is escaped, a backslash is a slash.
namespace net {

struct Url {
    std::string scheme;  // lower case
    std::string host;    // lower case, as written otherwise; IPv6 without brackets
    std::uint16_t port;  // the scheme's own when none is written
    std::string path;    // escaped, "/" at least
    std::string text;    // the whole, normalised: lower-case scheme and host, no dot segments, no fragment
};

// An absolute http or https URL with a host; nullopt for anything else.
std::optional<Url> parse_url(std::string_view text);

// What `reference`, found in a document at `base`, leads to; nullopt unless that is http or https.
// A fragment is kept, because it may name a place in the page.
std::optional<std::string> resolve(std::string_view base, std::string_view reference);

// Escapes everything but letters, digits, '-', '.', '_' and '~'.
std::string escape(std::string_view text);

// "a=1&b=x%20y", without the question mark.
std::string query(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

}  // namespace net
