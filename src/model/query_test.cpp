#include "model/query.hpp"

using model::parse_query;
using model::Query;
using model::QueryError;
using Kind = model::Query::Kind;

namespace {
// A query said with brackets around everything: (all a (none b)).
std::string told(const Query& query) {
    if (query.kind == Kind::words) {
        std::string out;
        for (const auto& word : query.words) {
            if (!out.empty()) out += '_';
            if (word.sign) out += word.sign;
            out += word.text + (word.prefix ? "*" : "");
        }
        return out;
    }
    if (query.kind == Kind::condition) return fmt::format("{}:{}", model::name(query.field), query.value);
    auto out = query.kind == Kind::all    ? std::string("(all")
               : query.kind == Kind::any  ? std::string("(any")
               : query.kind == Kind::none ? std::string("(none")
                                          : fmt::format("(near/{}", query.distance);
    for (const auto& part : query.parts) out += " " + told(part);
    return out + ")";
}

std::string tree(std::string_view text) {
    auto result = parse_query(text);
    if (auto* wrong = std::get_if<QueryError>(&result))
        return fmt::format("{}: {}", wrong->position, wrong->text);
    return told(std::get<Query>(result));
}

QueryError refused(std::string_view text) {
    auto result = parse_query(text);
    auto* wrong = std::get_if<QueryError>(&result);
    return wrong ? *wrong : QueryError{};
}
}  // namespace

TEST(Query, of_words_wants_all_of_them_folded) {
    EXPECT_EQ(tree("bread"), "bread");
    EXPECT_EQ(tree("Bread ÉTÉ"), "(all bread ete)");
    EXPECT_EQ(tree("bread AND rye"), "(all bread rye)");
    EXPECT_EQ(tree("don't"), "don_t");
    EXPECT_EQ(tree(""), "(all)");
    EXPECT_EQ(tree("  \n "), "(all)");
}

TEST(Query, binds_and_closer_than_or_and_not_closest) {
    EXPECT_EQ(tree("a OR b c"), "(any a (all b c))");
    EXPECT_EQ(tree("(a OR b) c"), "(all (any a b) c)");
    EXPECT_EQ(tree("a NOT b OR -c"), "(any (all a (none b)) (none c))");
    EXPECT_EQ(tree("(\"rye flour\" OR a OR b) NOT c"), "(all (any rye_flour a b) (none c))");
    EXPECT_EQ(tree("-(a OR b)"), "(none (any a b))");
    EXPECT_EQ(tree("NOT NOT a"), "(none (none a))");
}

TEST(Query, reads_operators_in_capitals_only) {
    EXPECT_EQ(tree("salt and pepper or not"), "(all salt and pepper or not)");
    EXPECT_EQ(tree("\"AND\" bread"), "(all and bread)");
}

TEST(Query, knows_phrases_beginnings_tags_and_mentions) {
    EXPECT_EQ(tree("\"no bread\""), "no_bread");
    EXPECT_EQ(tree("“no bread” „kein Brot“"), "(all no_bread kein_brot)");
    EXPECT_EQ(tree("bak* \"rye fl*\""), "(all bak* rye_fl*)");
    EXPECT_EQ(tree("#Bread @ana @ana@town.example"), "(all #bread @ana @ana_town_example)");
    EXPECT_EQ(tree("\"never closed"), "never_closed");
    EXPECT_EQ(tree("state-of-the-art -rye"), "(all state_of_the_art (none rye))");
}

TEST(Query, knows_what_is_near) {
    EXPECT_EQ(tree("bread NEAR/5 mould"), "(near/5 bread mould)");
    EXPECT_EQ(tree("bread NEAR mould"), "(near/10 bread mould)");
    EXPECT_EQ(tree("a NEAR/1 \"b c\" NEAR/2 d"), "(all (near/1 a b_c) (near/2 b_c d))");
}

TEST(Query, knows_conditions) {
    EXPECT_EQ(tree("from:@ana@town.example lang:PT-br has:link"),
              "(all from:@ana@town.example lang:pt-br has:link)");
    EXPECT_EQ(tree("channel:\"Town news\" -is:reply"), "(all channel:Town news (none is:reply))");
    auto span = std::get<Query>(parse_query("within:7d"));
    EXPECT_EQ(span.span_ms, 7 * day_ms);
    EXPECT_EQ(std::get<Query>(parse_query("before:2026-10-31")).time.rfc3339(), "2026-10-31T00:00:00.000Z");
    // What only looks like a field is a word.
    EXPECT_EQ(tree("https://town.example"), "https_town_example");
}

TEST(Query, passes_over_what_holds_no_word) {
    EXPECT_EQ(tree("bread & rye – …"), "(all bread rye)");
    EXPECT_EQ(tree("bread - rye"), "(all bread rye)");
}

TEST(Query, that_is_wrong_is_told_where_and_what_would_work) {
    EXPECT_EQ(refused("bread OR").position, 6u);
    EXPECT_EQ(refused("OR bread").position, 0u);
    EXPECT_EQ(refused("bread (rye").position, 6u);
    EXPECT_EQ(refused("bread) rye").position, 5u);
    EXPECT_EQ(refused("bread ()").position, 7u);
    EXPECT_EQ(refused("a NEAR (b c)").position, 2u);
    EXPECT_EQ(refused("a NEAR/1000 b").position, 2u);
    EXPECT_EQ(refused("a NEAR/x b").position, 2u);
    EXPECT_EQ(refused("has:cake").position, 4u);
    EXPECT_EQ(refused("x before:tomorrow").position, 9u);
    EXPECT_EQ(refused("from:").position, 5u);
    EXPECT_EQ(refused("\"…\"").position, 0u);
    EXPECT_EQ(refused("b*").position, 0u);
    EXPECT_EQ(refused("within:7").position, 7u);
    EXPECT_EQ(refused("\xff").text, "This is not valid UTF-8 text.");
    EXPECT_THAT(refused("AND").text, testing::HasSubstr("\"AND\""));
}

TEST(Query, is_bounded) {
    std::string many;
    for (int i = 0; i < 1'001; ++i) many += "word" + std::to_string(i) + " ";
    EXPECT_THAT(refused(many).text, testing::HasSubstr("1000"));
    EXPECT_THAT(refused(std::string(31, '(') + "a" + std::string(31, ')')).text, testing::HasSubstr("30"));
    EXPECT_EQ(tree(std::string(30, '(') + "a" + std::string(30, ')')), "a");
    std::string negations;
    for (int i = 0; i < 5'000; ++i) negations += '-';
    EXPECT_FALSE(refused(negations + "a").text.empty());
    EXPECT_THAT(refused(std::string(20'001, 'a')).text, testing::HasSubstr("20000"));
}

TEST(Query, tells_the_first_condition_that_is_not_served) {
    auto query = std::get<Query>(parse_query("bread (lang:en OR -is:open)"));
    auto wrong = model::first_unserved(query, {model::QueryField::language});
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->position, 19u);
    EXPECT_THAT(wrong->text, testing::HasSubstr("lang:"));
    EXPECT_FALSE(model::first_unserved(query, {model::QueryField::language, model::QueryField::is}));
}
