#include "store/query.hpp"

#include <random>

namespace store {
namespace {
Query parsed(std::string_view text) {
    auto result = parse_query(text);
    EXPECT_TRUE(std::holds_alternative<Query>(result)) << text;
    return std::holds_alternative<Query>(result) ? std::get<Query>(result) : Query{};
}

TEST(Query, knows_words_phrases_and_exclusions) {
    auto query = parsed(R"(Bread "rye flour" -cake brea*)");
    EXPECT_EQ(query.terms.all,
              (std::vector<std::vector<std::string>>{{"bread"}, {"rye", "flour"}, {"brea*"}}));
    EXPECT_EQ(query.terms.none, (std::vector<std::vector<std::string>>{{"cake"}}));
}

TEST(Query, knows_its_operators_and_leaves_other_colons_alone) {
    auto query = parsed("from:\"Ana Sol\" -is:closed before:2026-10-01 note:this");
    ASSERT_EQ(query.conditions.size(), 3u);
    EXPECT_EQ(query.conditions[0].value, "Ana Sol");
    EXPECT_TRUE(query.conditions[1].negated);
    EXPECT_EQ(query.conditions[2].time.rfc3339(), "2026-10-01T00:00:00.000Z");
    EXPECT_EQ(query.terms.all.size(), 1u);
}

TEST(Query, points_at_what_it_does_not_understand) {
    auto wrong = [](std::string_view text) {
        auto result = parse_query(text);
        return std::holds_alternative<QueryError>(result) ? std::get<QueryError>(result).position : 999;
    };
    EXPECT_EQ(wrong("bread is:odd"), 9u);
    EXPECT_EQ(wrong("before:yesterday"), 7u);
    EXPECT_EQ(wrong("has:"), 4u);
    EXPECT_EQ(wrong("b*"), 0u);
}

TEST(Query, survives_any_bytes) {
    std::mt19937 engine(3);
    const std::string_view pieces[] = {"\"",   "-", "is:", "from:",        "*", " ", "\xff",
                                       "パン", "a", ":",   "before:2026-1"};
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto n = engine() % 12; n > 0; --n) text += pieces[engine() % std::size(pieces)];
        parse_query(text);
    }
}
}  // namespace
}  // namespace store
