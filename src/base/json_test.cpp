#include "base/json.hpp"

TEST(Json, never_throws_for_a_wrong_shape) {
    auto parsed = json::parse(R"({"name":"Ana","count":3.0,"list":[1],"deep":{"id":"7"}})");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(json::text(*parsed, "name"), "Ana");
    EXPECT_EQ(json::text(*parsed, "count", "none"), "none");
    EXPECT_EQ(json::integer(*parsed, "count"), 3);
    EXPECT_EQ(json::list(*parsed, "list").size(), 1u);
    EXPECT_TRUE(json::list(*parsed, "name").empty());
    EXPECT_EQ(json::find(*parsed, {"deep", "id"})->get_string(), "7");
    EXPECT_EQ(json::find(*parsed, {"deep", "id", "more"}), nullptr);
}

TEST(Json, refuses_what_is_broken_or_too_deep) {
    EXPECT_FALSE(json::parse("{"));
    EXPECT_FALSE(json::parse("{} {}"));
    EXPECT_FALSE(json::parse("\"\xff\""));
    EXPECT_FALSE(json::parse(std::string(100, '[') + std::string(100, ']')));
}
