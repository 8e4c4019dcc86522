#pragma once
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "model/message.hpp"

namespace bench {

// Invented posts of a town: many authors of whom few write much, replies to what was said lately, our own
// answers among them, words by Zipf's law in six scripts, now and then a reply that comes before its parent.
// The same for the same seed and total.
class Posts {
public:
    // `total` posts, the last of them sent about `until`.
    Posts(std::uint64_t seed, std::int64_t total, Time until);

    // The next ones, at most `count`; none at the end.
    std::vector<model::Inbound> next(std::size_t count);

    // How many conversations of each size the posts so far make up.
    std::map<std::int64_t, std::int64_t> sizes() const;
    // A word that stands in exactly one post of all, and its remote id.
    static constexpr const char* needle = "nadelimheuhaufen";
    std::string needle_post() const;

private:
    model::Inbound make(std::int64_t number);
    model::Handle author(std::int64_t rank) const;
    std::int64_t zipf(std::int64_t count);  // 0 is the most likely
    double chance() { return std::uniform_real_distribution<double>()(engine_); }
    std::string words(int script);

    const std::int64_t total_, authors_;
    const Time begin_;
    std::int64_t made_ = 0;
    std::mt19937_64 engine_;
    std::vector<std::int32_t> conversation_of_;  // of each post
    std::vector<std::int32_t> size_of_;          // of each conversation
};

}  // namespace bench
