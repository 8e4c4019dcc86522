#include <algorithm>
#include <cstdlib>
#include <map>

#include "listening/generated_test.hpp"
#include "listening/matcher.hpp"
#include "listening/reference_test.hpp"

using listening::Matcher;
using Found = std::vector<Matcher::Key>;

namespace {
// As many pairs as `./dev match` asks for; in every run of the tests a few million.
std::size_t number(const char* name, std::size_t usual) {
    const char* asked = std::getenv(name);
    return asked ? static_cast<std::size_t>(std::strtoull(asked, nullptr, 10)) : usual;
}

using Queries = std::map<Matcher::Key, model::Query>;

model::Query parsed(const std::string& text) {
    auto result = model::parse_query(text);
    auto* query = std::get_if<model::Query>(&result);
    EXPECT_TRUE(query) << text << ": " << std::get_if<model::QueryError>(&result)->text;
    return query ? std::move(*query) : model::Query{};
}

Found expected(const Queries& queries, const listening::Post& post) {
    auto heard = listening::reference::heard(post);
    Found out;
    for (const auto& [key, query] : queries)
        if (listening::reference::holds(query, heard)) out.push_back(key);
    return out;
}

Found matched(Matcher& matcher, const listening::Post& post) {
    Found out;
    matcher.match(post, out);
    std::sort(out.begin(), out.end());
    return out;
}
}  // namespace

TEST(Exactness, the_matcher_tells_the_same_pairs_as_the_reference) {
    auto posts = number("RAPPORT_MATCH_POSTS", 1'500), count = number("RAPPORT_MATCH_QUERIES", 1'500);
    listening::generated::Source source(1789);
    Matcher matcher;
    Queries queries;
    std::map<Matcher::Key, std::string> texts;
    for (Matcher::Key key = 1; key <= count; ++key) {
        texts[key] = source.query();
        queries[key] = parsed(texts[key]);
        matcher.add(key, queries[key]);
    }
    std::size_t pairs = 0, differing = 0;
    for (std::size_t i = 0; i < posts && differing < 20; ++i) {
        const auto& post = source.post();
        auto want = expected(queries, post), got = matched(matcher, post);
        pairs += want.size();
        if (want == got) continue;
        Found odd;
        std::set_symmetric_difference(want.begin(), want.end(), got.begin(), got.end(),
                                      std::back_inserter(odd));
        differing += odd.size();
        ADD_FAILURE() << texts[odd.front()] << "\n" << post.subject << " | " << post.text;
    }
    EXPECT_EQ(differing, 0u);
    EXPECT_GT(pairs, posts * count / 100);
    fmt::print("{} posts x {} queries: {} pairs match, {} differ\n", posts, count, pairs, differing);
}

TEST(Exactness, holds_while_queries_come_and_go) {
    listening::generated::Source source(1793);
    Matcher matcher;
    Queries queries;
    for (int i = 0; i < 4'000; ++i) {
        auto key = static_cast<Matcher::Key>(source.below(300));
        if (source.below(3) == 0) {
            queries.erase(key);
            matcher.remove(key);
        } else {
            matcher.add(key, queries[key] = parsed(source.query()));
        }
        if (i % 3) continue;
        const auto& post = source.post();
        ASSERT_EQ(matched(matcher, post), expected(queries, post)) << i;
    }
    for (auto& [key, query] : queries) matcher.remove(key);
    EXPECT_EQ(matcher.size(), 0u);
    EXPECT_TRUE(matched(matcher, source.post()).empty());
}
