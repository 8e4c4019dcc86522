#pragma once
#include <string>
#include <string_view>

// Bytes of a mail as UTF-8, whatever their label says.
namespace channels::email {

// Labels are read as the WHATWG Encoding Standard reads them ("latin1" is windows-1252, "gb2312" is
// GB 18030 …). Where the label is missing, unknown or evidently wrong the bytes decide: well-formed UTF-8,
// escape sequences of ISO-2022-JP, then a statistical guess. Always returns valid UTF-8 without NUL.
std::string from_charset(std::string_view bytes, std::string_view label);

// Header text: encoded words of RFC 2047 (with the language of RFC 2231), also where they are not allowed
// but common; raw 8-bit bytes as in `label`. White space collapsed to single spaces, control characters gone.
std::string header_text(std::string_view value, std::string_view label = {});

}  // namespace channels::email
