#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace listening {

// What a query can ask to be there: a word of the text, a word as a tag, a beginning of a word, a word of
// the author's name … Two that differ in sort are different terms.
enum class Sort : char {
    word,
    hashtag,
    handle,  // of the text
    beginning,
    hashtag_beginning,
    handle_beginning,  // of words of the text
    from,
    to,  // words of a handle or name
    network,
    channel,
    group,  // whole, folded
};

// The terms that queries ask for, numbered; words that nobody asks for have no place in it. A look-up is one
// probe of one table, however many there are. One thread at a time.
class Vocabulary {
public:
    using Term = std::uint32_t;  // from 1; 0 is none
    static constexpr Term none = 0;

    Vocabulary();

    static std::uint64_t hash(Sort, std::string_view word);

    // The number of a term, made if need be; it stays until it was released as often as it was taken.
    Term take(Sort, std::string_view word);
    void release(Term);
    Term find(Sort sort, std::string_view word) const { return find(hash(sort, word), sort, word); }
    Term find(std::uint64_t hash, Sort, std::string_view word) const;

    std::string_view word(Term term) const;
    Sort sort(Term term) const { return names_[term].sort; }
    std::uint64_t hash(Term term) const { return hash(sort(term), word(term)); }

    // Which lengths of beginnings are asked for that start with this byte: bit n-1 for n bytes.
    std::uint64_t beginnings(Sort sort, char first) const {
        return beginnings_[index(sort)][static_cast<unsigned char>(first)];
    }
    // Whether anybody asks for terms of this sort.
    bool asked(Sort sort) const { return uses_[index(sort)] > 0; }

    std::size_t size() const { return live_; }
    Term last() const { return static_cast<Term>(names_.size() - 1); }
    std::size_t bytes() const;

private:
    struct Slot {
        std::uint64_t hash = 0;
        Term term = none;
    };
    struct Name {
        std::uint32_t offset = 0, uses = 0;
        std::uint16_t length = 0;
        Sort sort = Sort::word;
    };
    static constexpr std::size_t index(Sort sort) { return static_cast<std::size_t>(sort); }
    std::size_t mask() const { return slots_.size() - 1; }
    void place(std::uint64_t hash, Term);
    void grow();
    void lift(std::uint64_t hash, Term);
    void tidy_words();

    std::vector<Slot> slots_;  // linear probing, at most half full
    std::vector<Name> names_;
    std::vector<Term> free_;
    std::string words_;
    std::size_t live_ = 0, dead_bytes_ = 0;
    std::array<std::array<std::uint64_t, 256>, 6> beginnings_{};
    std::array<std::size_t, 11> uses_{};
};

}  // namespace listening
