#pragma once
#include <cstdint>
#include <mutex>
#include <random>
#include <string>

// The seam through which everything asks for chance. Safe from any thread.
class Random {
public:
    virtual ~Random() = default;
    virtual std::string bytes(std::size_t count) = 0;
    std::uint64_t number();
};

// Unpredictable: for keys, tokens and salts.
class SystemRandom final : public Random {
public:
    SystemRandom();
    std::string bytes(std::size_t count) override;
};

// The same sequence for the same seed: for tests, faults and the demo. Never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
    std::string bytes(std::size_t count) override;

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};
