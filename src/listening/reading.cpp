#include "listening/reading.hpp"

#include <algorithm>
#include <bit>

#include "text/fold.hpp"

namespace listening {
namespace {
// Further apart than any NEAR reaches.
constexpr std::size_t apart = 128;

Sort beginning_of(Sort sort) {
    return sort == Sort::hashtag  ? Sort::hashtag_beginning
           : sort == Sort::handle ? Sort::handle_beginning
                                  : Sort::beginning;
}
}  // namespace

std::uint32_t Rarity::of_a_million(std::uint64_t hash) const {
    return posts_ == 0 ? 0 : static_cast<std::uint32_t>(met_[hash >> 48] * std::uint64_t{1'000'000} / posts_);
}

void Reading::read(const Post& post, const Vocabulary& vocabulary, Rarity* rarity) {
    clear();
    post_ = &post, vocabulary_ = &vocabulary, rarity_ = rarity;
    if (rarity_) rarity_->post();
    if (!post.subject.empty()) read_text(post.subject), skip_apart();
    read_text(post.text);
    if (vocabulary.asked(Sort::from) && post.author) read_names(Sort::from, *post.author);
    if (vocabulary.asked(Sort::to))
        for (const auto& other : post.recipients) read_names(Sort::to, other);
    if (vocabulary.asked(Sort::network)) read_whole(Sort::network, post.network);
    if (vocabulary.asked(Sort::channel)) read_whole(Sort::channel, post.channel);
    if (vocabulary.asked(Sort::group))
        for (const auto& group : post.groups) read_whole(Sort::group, group);
    begins_.push_back(static_cast<std::uint32_t>(occurrences_.size()));
}

void Reading::read_text(std::string_view text) {
    reader_.read(text);
    for (text::WordReader::Word word; reader_.next(word);) {
        auto position = advance();
        auto hash = Vocabulary::hash(Sort::word, word.folded);
        if (rarity_) rarity_->meet(hash);
        met(vocabulary_->find(hash, Sort::word, word.folded), position);
        read_beginnings(Sort::word, word.folded, position);
        if (!word.sign) continue;
        auto sort = word.sign == '#' ? Sort::hashtag : Sort::handle;
        met(vocabulary_->find(sort, word.folded), position);
        read_beginnings(sort, word.folded, position);
    }
}

void Reading::read_beginnings(Sort sort, std::string_view word, std::uint32_t position) {
    auto beginning = beginning_of(sort);
    auto lengths = vocabulary_->beginnings(beginning, word[0]);
    if (word.size() < 64) lengths &= (std::uint64_t{1} << word.size()) - 1;
    for (; lengths; lengths &= lengths - 1) {
        auto length = static_cast<std::size_t>(std::countr_zero(lengths)) + 1;
        met(vocabulary_->find(beginning, word.substr(0, length)), position);
    }
}

void Reading::read_names(Sort sort, const model::Handle& who) {
    for (std::string_view part :
         {std::string_view(who.name), std::string_view(who.handle), std::string_view(who.shown)}) {
        skip_apart();
        reader_.read(part);
        for (text::WordReader::Word word; reader_.next(word);)
            met(vocabulary_->find(sort, word.folded), advance());
    }
}

void Reading::read_whole(Sort sort, std::string_view name) {
    met(vocabulary_->find(sort, text::fold(name)), advance());
}

std::uint32_t Reading::advance() {
    begins_.push_back(static_cast<std::uint32_t>(occurrences_.size()));
    return static_cast<std::uint32_t>(begins_.size() - 1);
}

void Reading::skip_apart() {
    begins_.resize(begins_.size() + apart, static_cast<std::uint32_t>(occurrences_.size()));
}

void Reading::met(Term term, std::uint32_t position) {
    if (term == Vocabulary::none) return;
    auto index = static_cast<std::uint32_t>(occurrences_.size());
    occurrences_.push_back({term, position, nowhere});
    auto at = home(term);
    while (cells_[at].term != Vocabulary::none && cells_[at].term != term)
        at = (at + 1) & (cells_.size() - 1);
    if (cells_[at].term == term) {
        occurrences_[cells_[at].last].next = index;
        cells_[at].last = index;
        return;
    }
    cells_[at] = {term, index, index};
    distinct_.push_back(term);
    if (distinct_.size() * 2 > cells_.size()) widen();
}

bool Reading::at(std::uint32_t position, Term term) const {
    if (position + 1 >= begins_.size()) return false;
    for (auto i = begins_[position]; i < begins_[position + 1]; ++i)
        if (occurrences_[i].term == term) return true;
    return false;
}

void Reading::clear() {
    occurrences_.clear(), begins_.clear(), distinct_.clear();
    // One long letter shall not make every post after it slow.
    cells_.assign(usual_cells, Cell{});
    shift_ = usual_shift;
}

void Reading::widen() {
    auto old = std::move(cells_);
    cells_.assign(old.size() * 2, Cell{});
    --shift_;
    for (const auto& cell : old) {
        if (cell.term == Vocabulary::none) continue;
        auto at = home(cell.term);
        while (cells_[at].term != Vocabulary::none) at = (at + 1) & (cells_.size() - 1);
        cells_[at] = cell;
    }
}
}  // namespace listening
