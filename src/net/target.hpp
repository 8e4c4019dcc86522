#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// The request target of RFC 9112 §3.2 (origin and absolute form), decoded.
struct Target {
    std::string path;
    std::map<std::string, std::string> query;  // '+' is a space; the last of equal names wins
};

// nullopt for everything that two readers could understand differently: a broken escape, ill-formed
// UTF-8, a control character, a dot segment (escaped or not), no leading slash.
std::optional<Target> read_target(std::string_view target);

// True when `text` may be kept as an id of a request: 1 to 64 letters, digits, '-', '_', '.', ':'.
bool sane_trace(std::string_view text);

}  // namespace net
