#include "listening/vocabulary.hpp"

#include <cstring>

namespace listening {
namespace {
constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;
constexpr std::size_t first_slots = 1024;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t more) {
    hash = (hash ^ more) * factor;
    return hash ^ (hash >> 32);
}
}  // namespace

Vocabulary::Vocabulary() : slots_(first_slots), names_(1) {}

std::uint64_t Vocabulary::hash(Sort sort, std::string_view word) {
    auto hash = mixed(static_cast<std::uint64_t>(sort) + 1, word.size());
    while (word.size() >= 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, word.data(), 8);
        hash = mixed(hash, bytes);
        word.remove_prefix(8);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, word.data(), word.size());
    return mixed(mixed(hash, rest), 0);
}

std::string_view Vocabulary::word(Term term) const {
    const auto& name = names_[term];
    return std::string_view(words_).substr(name.offset, name.length);
}

Vocabulary::Term Vocabulary::find(std::uint64_t hash, Sort sort, std::string_view wanted) const {
    for (auto at = hash & mask(); slots_[at].term != none; at = (at + 1) & mask()) {
        if (slots_[at].hash != hash) continue;
        auto term = slots_[at].term;
        if (names_[term].sort == sort && word(term) == wanted) return term;
    }
    return none;
}

Vocabulary::Term Vocabulary::take(Sort sort, std::string_view wanted) {
    wanted = wanted.substr(0, 0xFFFF);
    auto key = hash(sort, wanted);
    ++uses_[index(sort)];
    if (auto known = find(key, sort, wanted)) {
        ++names_[known].uses;
        return known;
    }
    if ((live_ + 1) * 2 > slots_.size()) grow();
    auto term = free_.empty() ? static_cast<Term>(names_.size()) : free_.back();
    free_.empty() ? names_.resize(names_.size() + 1) : free_.resize(free_.size() - 1);
    names_[term] = {static_cast<std::uint32_t>(words_.size()), 1, static_cast<std::uint16_t>(wanted.size()),
                    sort};
    words_ += wanted;
    place(key, term);
    ++live_;
    bool beginning =
        sort == Sort::beginning || sort == Sort::hashtag_beginning || sort == Sort::handle_beginning;
    if (beginning && !wanted.empty() && wanted.size() <= 64)
        beginnings_[index(sort)][static_cast<unsigned char>(wanted[0])] |= std::uint64_t{1}
                                                                           << (wanted.size() - 1);
    return term;
}

void Vocabulary::release(Term term) {
    auto& name = names_[term];
    --uses_[index(name.sort)];
    if (--name.uses > 0) return;
    lift(hash(term), term);
    dead_bytes_ += name.length;
    name.length = 0;
    free_.push_back(term);
    --live_;
    if (dead_bytes_ > 4096 && dead_bytes_ * 2 > words_.size()) tidy_words();
}

void Vocabulary::place(std::uint64_t hash, Term term) {
    auto at = hash & mask();
    while (slots_[at].term != none) at = (at + 1) & mask();
    slots_[at] = {hash, term};
}

void Vocabulary::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto& slot : old)
        if (slot.term != none) place(slot.hash, slot.term);
}

// Takes a slot out and moves up what stood behind it, so that no probe ever meets a gap it should not.
void Vocabulary::lift(std::uint64_t hash, Term term) {
    auto gap = hash & mask();
    while (slots_[gap].term != term) gap = (gap + 1) & mask();
    for (auto at = (gap + 1) & mask(); slots_[at].term != none; at = (at + 1) & mask()) {
        auto home = slots_[at].hash & mask();
        bool reaches = ((at - home) & mask()) >= ((at - gap) & mask());
        if (!reaches) continue;
        slots_[gap] = slots_[at];
        gap = at;
    }
    slots_[gap] = {};
}

void Vocabulary::tidy_words() {
    std::string kept;
    kept.reserve(words_.size() - dead_bytes_);
    for (auto& name : names_) {
        if (name.uses == 0) continue;
        auto offset = kept.size();
        kept.append(words_, name.offset, name.length);
        name.offset = static_cast<std::uint32_t>(offset);
    }
    words_ = std::move(kept);
    dead_bytes_ = 0;
}

std::size_t Vocabulary::bytes() const {
    return slots_.capacity() * sizeof(Slot) + names_.capacity() * sizeof(Name) + words_.capacity() +
           free_.capacity() * sizeof(Term) + sizeof(*this);
}
}  // namespace listening
