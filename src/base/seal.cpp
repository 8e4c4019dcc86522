#include "base/seal.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "base/encoding.hpp"
#include "base/error.hpp"

namespace {
static_assert(Seal::key_bytes == crypto_secretbox_KEYBYTES);

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
    throw Error{Code::unavailable,
                fmt::format("The key file {} {}. Without it stored passwords and tokens cannot be read: "
                            "restore it from your backup, or name the right file with --secret-key.",
                            path, why)};
}

std::optional<std::string> key_in(const std::string& text) {
    std::string key(Seal::key_bytes, '\0');
    std::size_t length = 0;
    bool whole =
        sodium_hex2bin(raw(key), key.size(), text.data(), text.size(), " \r\n", &length, nullptr) == 0;
    return whole && length == key.size() ? std::optional(key) : std::nullopt;
}

// A half-written key would lock the owner out for ever, so it appears under its name only when whole,
// and never in place of one that is already there.
void create(const std::string& path) {
    std::string key(Seal::key_bytes, '\0');
    randombytes_buf(key.data(), key.size());
    auto text = hex(key) + "\n";
    auto fresh = fmt::format("{}.{}", path, getpid());
    int file = open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) refuse(path, fmt::format("cannot be written ({})", std::strerror(errno)));
    bool kept =
        write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    close(file);
    bool named = kept && (link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
    unlink(fresh.c_str());
    if (!named) refuse(path, fmt::format("cannot be written ({})", std::strerror(errno)));
}
}  // namespace

Seal::Seal(std::string key) : key_(std::move(key)) {
    if (key_.size() != key_bytes || sodium_init() < 0)
        throw Error{Code::internal, "A sealing key must have 32 bytes."};
}

Seal Seal::from_file(const std::string& path) {
    if (sodium_init() < 0) throw Error{Code::internal, "libsodium cannot start."};
    if (access(path.c_str(), F_OK) != 0) create(path);
    std::ifstream file(path);
    if (!file) refuse(path, fmt::format("cannot be read ({})", std::strerror(errno)));
    std::string text(200, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto key = key_in(text);
    if (!key) refuse(path, "does not hold a key of 64 hexadecimal digits");
    return Seal(*key);
}

std::string Seal::close(std::string_view plain) const {
    std::string nonce(crypto_secretbox_NONCEBYTES, '\0');
    randombytes_buf(nonce.data(), nonce.size());
    std::string box(plain.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(raw(box), raw(plain), plain.size(), raw(nonce), raw(key_));
    return nonce + box;
}

std::optional<std::string> Seal::open(std::string_view closed) const {
    constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (closed.size() < overhead) return std::nullopt;
    auto nonce = closed.substr(0, crypto_secretbox_NONCEBYTES), box = closed.substr(nonce.size());
    std::string plain(closed.size() - overhead, '\0');
    bool genuine = crypto_secretbox_open_easy(raw(plain), raw(box), box.size(), raw(nonce), raw(key_)) == 0;
    return genuine ? std::optional(plain) : std::nullopt;
}
