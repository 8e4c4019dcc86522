#include "base/random.hpp"

#include <cstring>
#include <stdexcept>

#include <sodium.h>

std::uint64_t Random::number() {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes(sizeof value).data(), sizeof value);
    return value;
}

SystemRandom::SystemRandom() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of random numbers");
}

std::string SystemRandom::bytes(std::size_t count) {
    std::string out(count, '\0');
    randombytes_buf(out.data(), count);
    return out;
}

std::string SeededRandom::bytes(std::size_t count) {
    std::lock_guard lock(mutex_);
    std::string out(count, '\0');
    for (auto& byte : out) byte = static_cast<char>(engine_() & 0xff);
    return out;
}
