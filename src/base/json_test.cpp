#include "base/json.hpp"

#include "base/shared_data_test.hpp"

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

// Files named y_… must be read, n_… refused; of i_… either will do.
TEST(Json, of_the_public_test_suite_is_read_and_refused_as_it_should_be) {
    SHARED_DATA(folder, "09-hostile");
    std::size_t read = 0, refused = 0;
    for (const auto& each : std::filesystem::directory_iterator(folder / "JSONTestSuite/test_parsing")) {
        auto name = each.path().filename().string();
        bool good = json::parse(test::contents(each.path())).has_value();
        EXPECT_FALSE(name.starts_with("y_") && !good) << name;
        EXPECT_FALSE(name.starts_with("n_") && good) << name;
        ++(good ? read : refused);
    }
    EXPECT_GT(read, 90u);
    EXPECT_GT(refused, 180u);
}
