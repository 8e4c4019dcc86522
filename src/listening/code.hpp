#pragma once
#include "listening/program.hpp"

// How a node of the code begins, for those who write and read it.
namespace listening {

enum class Operation : std::uint32_t { words, near, all, any, none, condition };

struct Header {
    Operation operation;
    std::uint32_t operands, length;

    // 4 bits, 12 bits, 16 bits: a query has at most 1,000 words and conditions.
    std::uint32_t packed() const {
        return static_cast<std::uint32_t>(operation) << 28 | operands << 16 | length;
    }
    static Header of(std::uint32_t packed) {
        return {static_cast<Operation>(packed >> 28), packed >> 16 & 0xFFF, packed & 0xFFFF};
    }
};

inline Code after(Code node) {
    return node + Header::of(*node).length;
}

}  // namespace listening
