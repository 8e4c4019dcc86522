#include "listening/vocabulary.hpp"

#include <map>
#include <random>

using listening::Sort;
using listening::Vocabulary;

TEST(Vocabulary, numbers_a_term_once_and_tells_its_sorts_apart) {
    Vocabulary all;
    auto bread = all.take(Sort::word, "bread");
    EXPECT_EQ(all.take(Sort::word, "bread"), bread);
    auto tag = all.take(Sort::hashtag, "bread");
    EXPECT_NE(tag, bread);
    EXPECT_EQ(all.find(Sort::word, "bread"), bread);
    EXPECT_EQ(all.find(Sort::handle, "bread"), Vocabulary::none);
    EXPECT_EQ(all.word(tag), "bread");
    EXPECT_EQ(all.size(), 2u);
}

TEST(Vocabulary, keeps_a_term_until_it_was_released_as_often_as_taken) {
    Vocabulary all;
    auto bread = all.take(Sort::word, "bread");
    all.take(Sort::word, "bread");
    all.release(bread);
    EXPECT_EQ(all.find(Sort::word, "bread"), bread);
    all.release(bread);
    EXPECT_EQ(all.find(Sort::word, "bread"), Vocabulary::none);
    EXPECT_FALSE(all.asked(Sort::word));
}

TEST(Vocabulary, tells_which_beginnings_are_asked_for) {
    Vocabulary all;
    all.take(Sort::beginning, "bre");
    all.take(Sort::beginning, "b");
    EXPECT_EQ(all.beginnings(Sort::beginning, 'b'), 0b101u);
    EXPECT_EQ(all.beginnings(Sort::beginning, 'c'), 0u);
    EXPECT_EQ(all.beginnings(Sort::hashtag_beginning, 'b'), 0u);
}

TEST(Vocabulary, stays_right_through_ten_thousand_comings_and_goings) {
    Vocabulary all;
    std::map<std::string, Vocabulary::Term> known;
    std::mt19937 engine(7);
    for (int i = 0; i < 10'000; ++i) {
        auto word = "word" + std::to_string(engine() % 3'000) + std::string(engine() % 20, 'x');
        if (auto found = known.find(word); found != known.end()) {
            ASSERT_EQ(all.find(Sort::word, word), found->second);
            all.release(found->second);
            known.erase(found);
        } else {
            ASSERT_EQ(all.find(Sort::word, word), Vocabulary::none);
            known[word] = all.take(Sort::word, word);
        }
    }
    ASSERT_EQ(all.size(), known.size());
    for (const auto& [word, term] : known) {
        EXPECT_EQ(all.find(Sort::word, word), term);
        EXPECT_EQ(all.word(term), word);
    }
}
