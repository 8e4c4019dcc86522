#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "listening/post.hpp"
#include "listening/vocabulary.hpp"
#include "text/tokens.hpp"

namespace listening {

// How often words were met, roughly: what tells the rare from the common.
class Rarity {
public:
    Rarity() : met_(cells) {}
    void meet(std::uint64_t hash) { ++met_[hash >> 48]; }
    void post() { ++posts_; }
    // Of a million posts, how many hold the word; at most a little too high. Unknown while few were read.
    std::uint32_t of_a_million(std::uint64_t hash) const;
    bool knows() const { return posts_ >= 1000; }

private:
    static constexpr std::size_t cells = 1 << 16;
    std::vector<std::uint32_t> met_;
    std::uint64_t posts_ = 0;
};

// One post as the terms of a vocabulary: which stand where. It keeps its memory from post to post.
class Reading {
public:
    using Term = Vocabulary::Term;
    static constexpr std::uint32_t nowhere = ~std::uint32_t{0};
    struct Occurrence {
        Term term;
        std::uint32_t position;  // the how manieth word; subject, text and names lie far apart
        std::uint32_t next;      // the next occurrence of the same term, or nowhere
    };

    // Everything read before is forgotten. `post` and `vocabulary` live as long as this is asked.
    // `rarity` is told what was met; null: nobody is.
    void read(const Post& post, const Vocabulary& vocabulary, Rarity* rarity);

    const Post& post() const { return *post_; }
    // Each term once, in the order met.
    std::span<const Term> terms() const { return distinct_; }
    // The index of the first occurrence of a term, or nowhere.
    std::uint32_t first(Term term) const {
        for (auto at = home(term);; at = (at + 1) & (cells_.size() - 1)) {
            if (cells_[at].term == term) return cells_[at].first;
            if (cells_[at].term == Vocabulary::none) return nowhere;
        }
    }
    bool has(Term term) const { return first(term) != nowhere; }
    const Occurrence& occurrence(std::uint32_t index) const { return occurrences_[index]; }
    // Whether the term stands at that position.
    bool at(std::uint32_t position, Term term) const;

private:
    struct Cell {
        Term term = Vocabulary::none;
        std::uint32_t first = 0, last = 0;
    };
    std::size_t home(Term term) const { return (term * 0x9E3779B1u) >> shift_; }
    void read_text(std::string_view text);
    void read_beginnings(Sort sort, std::string_view word, std::uint32_t position);
    void read_names(Sort sort, const model::Handle& who);
    void read_whole(Sort sort, std::string_view name);
    void met(Term term, std::uint32_t position);
    void skip_apart();
    std::uint32_t advance();
    void clear();
    void widen();

    const Post* post_ = nullptr;
    const Vocabulary* vocabulary_ = nullptr;
    Rarity* rarity_ = nullptr;
    text::WordReader reader_{{}};
    std::vector<Occurrence> occurrences_;  // in the order of their positions
    std::vector<std::uint32_t> begins_;    // by position: the index of its first occurrence
    std::vector<Term> distinct_;
    static constexpr std::size_t usual_cells = 256;
    static constexpr int usual_shift = 24;  // 32 less the logarithm of the number of cells
    std::vector<Cell> cells_ = std::vector<Cell>(usual_cells);  // hashed, at most half full
    int shift_ = usual_shift;
};

}  // namespace listening
