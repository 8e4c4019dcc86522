#include "bench/posts.hpp"

#include <set>

#include <gtest/gtest.h>

#include "bench/words.hpp"

namespace bench {
namespace {
constexpr Time now{1'792'000'000'000};

TEST(Posts, are_the_same_for_the_same_seed) {
    Posts one(7, 500, now), other(7, 500, now), different(8, 500, now);
    auto first = one.next(500), second = other.next(500), third = different.next(500);
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].text, second[i].text);
        EXPECT_EQ(first[i].remote_id, second[i].remote_id);
    }
    EXPECT_NE(first.front().text, third.front().text);
}

TEST(Posts, come_once_each_in_pieces_and_end) {
    Posts posts(7, 250, now);
    std::set<std::string> ids;
    for (auto piece = posts.next(100); !piece.empty(); piece = posts.next(100))
        for (const auto& post : piece) EXPECT_TRUE(ids.insert(post.remote_id).second);
    EXPECT_EQ(ids.size(), 250u);
}

TEST(Posts, know_the_sizes_of_their_conversations) {
    Posts posts(7, 1'000, now);
    posts.next(1'000);
    std::int64_t messages = 0;
    for (auto [size, times] : posts.sizes()) messages += size * times;
    EXPECT_EQ(messages, 1'000);
    EXPECT_GT(posts.sizes().rbegin()->first, 3);
}

TEST(Posts, hold_the_needle_in_one_post_only) {
    Posts posts(7, 1'000, now);
    std::vector<std::string> holding;
    for (const auto& post : posts.next(1'000))
        if (post.text.find(Posts::needle) != std::string::npos) holding.push_back(post.remote_id);
    EXPECT_EQ(holding, std::vector{posts.needle_post()});
}

TEST(Words, are_all_different_and_short_when_frequent) {
    for (int script = 0; script < scripts; ++script) {
        std::set<std::string> all;
        for (std::int64_t rank = 0; rank < 5'000; ++rank) all.insert(word(script, rank));
        EXPECT_EQ(all.size(), 5'000u) << script;
        EXPECT_LT(word(script, 3).size(), word(script, 20'000).size());
    }
}
}  // namespace
}  // namespace bench
