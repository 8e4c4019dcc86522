#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Raw 32 bytes of SHA-256 (FIPS 180-4).
std::string sha256(std::string_view bytes);

// Raw 32 bytes of HMAC-SHA-256 (RFC 2104); any key length.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

// 64 bits of SipHash-2-4 with a fixed key: stable over processes and versions, not a secret.
std::uint64_t stable_hash(std::string_view bytes);

// Equal, in a time that depends on the length only.
bool equal_secret(std::string_view a, std::string_view b);
