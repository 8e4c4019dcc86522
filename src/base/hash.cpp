#include "base/hash.hpp"

#include <cstring>

#include <sodium.h>

namespace {
const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
}  // namespace

std::string sha256(std::string_view bytes) {
    std::string out(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(raw(out), raw(bytes), bytes.size());
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    std::string out(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(bytes), bytes.size());
    crypto_auth_hmacsha256_final(&state, raw(out));
    return out;
}

std::uint64_t stable_hash(std::string_view bytes) {
    static constexpr unsigned char key[crypto_shorthash_KEYBYTES] = {'r', 'a', 'p', 'p', 'o', 'r', 't'};
    unsigned char out[crypto_shorthash_BYTES];
    crypto_shorthash(out, raw(bytes), bytes.size(), key);
    std::uint64_t value = 0;
    std::memcpy(&value, out, sizeof value);
    return value;
}

bool equal_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}
