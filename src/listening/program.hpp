#pragma once
#include <cstdint>
#include <vector>

#include "listening/reading.hpp"
#include "model/query.hpp"

namespace listening {

// Terms of which at least one stands in every post that the query matches; none when there is no such set,
// as for "NOT a".
struct Need {
    std::vector<Vocabulary::Term> terms = {};
    double cost = 0;  // how often, roughly, one of them is met
    bool exists() const { return !terms.empty(); }
};

// What queries ask that is no matter of words. An index stays until it is given back.
class Conditions {
public:
    std::uint32_t keep(const model::Query&);
    void give_back(std::uint32_t);
    const model::Query& operator[](std::uint32_t index) const { return all_[index]; }
    std::size_t bytes() const { return all_.capacity() * sizeof(model::Query); }

private:
    std::vector<model::Query> all_;
    std::vector<std::uint32_t> free_;
};

// A query as numbers over the terms of a vocabulary. Each node of the code is a header {operation, number of
// operands, length in numbers with the header} and what follows it:
//   words n      n terms side by side
//   near         the distance, two nodes of words
//   all, any n   n nodes
//   none         a node
//   condition    its index
using Code = const std::uint32_t*;

struct Program {
    std::vector<std::uint32_t> code;
    Need need;
    // What is asked of a post before the code is run, where it can be known beforehand: that `second` follows
    // or precedes the needed term, or is there at all. If that says everything, it is enough.
    enum class First : std::uint8_t { nothing, follows, precedes, present } first = First::nothing;
    Vocabulary::Term second = Vocabulary::none;
    bool enough = false;
};

// Takes every term and condition once for each place where it stands in the code.
Program compile(const model::Query&, Vocabulary&, Conditions&, const Rarity&);
// Gives back what compile() took.
void release(Code, Vocabulary&, Conditions&);

bool holds(Code, const Conditions&, const Reading&);
// How many numbers the code has.
std::size_t length(Code);

}  // namespace listening
