#pragma once
#include <optional>
#include <string>
#include <string_view>

// Secrets at rest: closed under a key that lives outside the database (XSalsa20-Poly1305, libsodium's
// secretbox), so that a stolen database or backup alone gives nothing away. Immutable; any thread.
class Seal {
public:
    static constexpr std::size_t key_bytes = 32;

    // `key` has exactly key_bytes bytes.
    explicit Seal(std::string key);

    // The key in `path` (64 hexadecimal digits); a fresh one is written there with mode 0600 when the
    // file does not exist. Throws Error naming the file and the remedy when it cannot be used.
    static Seal from_file(const std::string& path);

    // Nonce and box; different bytes each time.
    std::string close(std::string_view plain) const;
    // nullopt when it was closed under another key or has been changed.
    std::optional<std::string> open(std::string_view closed) const;

private:
    std::string key_;
};
