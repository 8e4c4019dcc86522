#pragma once
#include <unordered_map>

#include "listening/program.hpp"

namespace listening {

// Every saved query against every post. Each query waits at the rarest term it needs; a post wakes those that
// wait at its terms, and they are verified in place. Exactly the queries that the post satisfies are told;
// adding or removing one acts on the next post. What a post costs depends on its words and on the queries
// that wait there, not on how many there are. One thread at a time.
class Matcher {
public:
    using Key = std::uint64_t;  // the caller's

    Matcher() = default;
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    // Takes the place of the query that had the key. Any query of the language will do; one that refusal()
    // refuses is verified at every post, if it needs no term at all.
    void add(Key, const model::Query&);
    void remove(Key);

    // Replaces `found` by the keys of the queries that the post satisfies, each once, in no order.
    void match(const Post&, std::vector<Key>& found);

    std::size_t size() const { return slots_.size(); }
    // Memory held, without what the allocator adds.
    std::size_t bytes() const;

private:
    using Slot = std::uint32_t;
    // A query at a term; eight bytes, as rows of them are read through.
    struct Waiting {
        Vocabulary::Term second;
        Slot query : 28;
        std::uint32_t first : 2;
        std::uint32_t enough : 1;
        std::uint32_t elsewhere : 1;  // it waits at other terms as well
    };

    Slot new_slot();
    std::vector<Waiting>& waiting_at(Vocabulary::Term);
    void keep(Slot, const Program&);
    Code code(Slot slot) const { return numbers_.data() + begins_[slot] + 1 + numbers_[begins_[slot]]; }
    void wake(Vocabulary::Term, std::vector<Key>& found);
    bool may_hold(const Waiting&, Vocabulary::Term) const;
    bool told(Slot);
    void tidy_numbers();

    Vocabulary vocabulary_;
    Conditions conditions_;
    Rarity rarity_;
    Reading reading_;
    std::vector<std::vector<Waiting>> waiting_;  // by term
    std::vector<Slot> always_;                   // need no term
    // By slot. What is looked at for each post lies close together.
    std::vector<Key> keys_;
    std::vector<std::uint32_t> begins_;  // in numbers_
    std::vector<std::uint64_t>
        told_;  // the number of the post it was told of last, if it waits at several terms
    // Of each query: how many terms it waits at, these terms, its code.
    std::vector<std::uint32_t> numbers_;
    std::size_t dead_numbers_ = 0;
    std::vector<Slot> free_;
    std::unordered_map<Key, Slot> slots_;
    std::uint64_t posts_ = 0;
};

}  // namespace listening
