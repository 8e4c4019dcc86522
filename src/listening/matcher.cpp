#include "listening/matcher.hpp"

#include <algorithm>

namespace listening {
namespace {
// Every eighth post says enough of how common words are.
constexpr std::uint64_t counted_post = 8;
constexpr std::uint32_t nowhere = ~std::uint32_t{0};
}  // namespace

void Matcher::add(Key key, const model::Query& query) {
    remove(key);
    auto slot = new_slot();
    slots_.emplace(key, slot);
    keys_[slot] = key;
    auto program = compile(query, vocabulary_, conditions_, rarity_);
    keep(slot, program);
    Waiting waiting{.second = program.second,
                    .query = slot & 0xFFFFFFF,
                    .first = static_cast<std::uint32_t>(program.first) & 3,
                    .enough = program.enough,
                    .elsewhere = program.need.terms.size() > 1};
    for (auto term : program.need.terms) waiting_at(term).push_back(waiting);
    if (!program.need.exists()) always_.push_back(slot);
}

void Matcher::remove(Key key) {
    auto known = slots_.find(key);
    if (known == slots_.end()) return;
    auto slot = known->second;
    auto begin = begins_[slot], terms = numbers_[begin];
    for (auto i = begin + 1; i <= begin + terms; ++i)
        std::erase_if(waiting_[numbers_[i]], [&](const Waiting& each) { return each.query == slot; });
    if (terms == 0) std::erase(always_, slot);
    dead_numbers_ += 1 + terms + length(code(slot));
    release(code(slot), vocabulary_, conditions_);
    begins_[slot] = nowhere;
    free_.push_back(slot);
    slots_.erase(known);
    if (dead_numbers_ > 4096 && dead_numbers_ * 2 > numbers_.size()) tidy_numbers();
}

void Matcher::match(const Post& post, std::vector<Key>& found) {
    found.clear();
    ++posts_;
    reading_.read(post, vocabulary_, posts_ % counted_post == 0 ? &rarity_ : nullptr);
    for (auto term : reading_.terms()) wake(term, found);
    for (auto slot : always_)
        if (holds(code(slot), conditions_, reading_)) found.push_back(keys_[slot]);
}

Matcher::Slot Matcher::new_slot() {
    if (!free_.empty()) {
        auto slot = free_.back();
        free_.pop_back();
        return slot;
    }
    keys_.push_back(0), begins_.push_back(nowhere), told_.push_back(0);
    return static_cast<Slot>(keys_.size() - 1);
}

std::vector<Matcher::Waiting>& Matcher::waiting_at(Vocabulary::Term term) {
    if (term >= waiting_.size()) waiting_.resize(vocabulary_.last() + std::size_t{1});
    return waiting_[term];
}

void Matcher::keep(Slot slot, const Program& program) {
    begins_[slot] = static_cast<std::uint32_t>(numbers_.size());
    numbers_.push_back(static_cast<std::uint32_t>(program.need.terms.size()));
    numbers_.insert(numbers_.end(), program.need.terms.begin(), program.need.terms.end());
    numbers_.insert(numbers_.end(), program.code.begin(), program.code.end());
}

void Matcher::wake(Vocabulary::Term term, std::vector<Key>& found) {
    if (term >= waiting_.size()) return;
    for (const auto& each : waiting_[term]) {
        bool fits = may_hold(each, term) && (each.enough || holds(code(each.query), conditions_, reading_));
        if (fits && !(each.elsewhere && told(each.query))) found.push_back(keys_[each.query]);
    }
}

bool Matcher::may_hold(const Waiting& each, Vocabulary::Term term) const {
    auto first = static_cast<Program::First>(each.first);
    if (first == Program::First::nothing) return true;
    if (first == Program::First::present) return reading_.has(each.second);
    bool follows = first == Program::First::follows;
    for (auto i = reading_.first(term); i != Reading::nowhere; i = reading_.occurrence(i).next) {
        auto position = reading_.occurrence(i).position;
        if (follows ? reading_.at(position + 1, each.second)
                    : position > 0 && reading_.at(position - 1, each.second))
            return true;
    }
    return false;
}

// Whether this post was told of it before; from now on it was.
bool Matcher::told(Slot slot) {
    return std::exchange(told_[slot], posts_) == posts_;
}

void Matcher::tidy_numbers() {
    std::vector<std::uint32_t> kept;
    kept.reserve(numbers_.size() - dead_numbers_);
    for (Slot slot = 0; slot < begins_.size(); ++slot) {
        if (begins_[slot] == nowhere) continue;
        auto begin = numbers_.begin() + begins_[slot];
        auto whole = static_cast<std::ptrdiff_t>(1 + *begin + length(code(slot)));
        begins_[slot] = static_cast<std::uint32_t>(kept.size());
        kept.insert(kept.end(), begin, begin + whole);
    }
    numbers_ = std::move(kept);
    dead_numbers_ = 0;
}

std::size_t Matcher::bytes() const {
    auto total = sizeof(*this) + vocabulary_.bytes() + conditions_.bytes() +
                 waiting_.capacity() * sizeof(std::vector<Waiting>) +
                 keys_.capacity() * (sizeof(Key) + sizeof(std::uint32_t) + sizeof(std::uint64_t)) +
                 numbers_.capacity() * sizeof(std::uint32_t) +
                 slots_.size() * (sizeof(Key) + sizeof(Slot) + 2 * sizeof(void*));
    for (const auto& all : waiting_) total += all.capacity() * sizeof(Waiting);
    return total;
}
}  // namespace listening
