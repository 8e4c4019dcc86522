#include "channels/archive/json_elements.hpp"

#include "base/json.hpp"
#include "base/shared_data_test.hpp"

using namespace channels::archive;

namespace {
std::string elements(std::string text, std::string key = {}) {
    JsonElements all(open_text(std::move(text)), std::move(key));
    std::string out;
    while (auto each = all.next()) out += each->text + ";";
    return out + (all.complete() ? "" : "!");
}
}  // namespace

TEST(JsonElements, gives_one_element_of_the_first_array_at_a_time) {
    EXPECT_EQ(elements("window.YTD.tweets.part0 = [ {\"a\":\"],}\\\"\"}, [1,[2]] ,3]"),
              "{\"a\":\"],}\\\"\"};[1,[2]] ;3;");
    EXPECT_EQ(elements("x = []"), "");
}

TEST(JsonElements, finds_the_array_of_a_member_of_the_outermost_object) {
    EXPECT_EQ(elements("{\"a\":[0],\"o\":{\"items\":[9]},\"items\":[1,{\"x\":2}],\"b\":1}", "items"),
              "1;{\"x\":2};");
    EXPECT_EQ(elements("{\"a\":[0]}", "items"), "!");
    EXPECT_EQ(elements("[1]", "items"), "!");
}

TEST(JsonElements, says_when_the_text_ends_too_early) {
    EXPECT_EQ(elements("[1,2"), "1;2;!");
    EXPECT_EQ(elements("no array"), "!");
    EXPECT_EQ(elements("[\"open"), "\"open;!");
}

TEST(JsonElements, skips_an_element_that_is_too_long) {
    std::string huge(JsonElements::max_bytes + 10, 'x');
    JsonElements all(open_text("[\"" + huge + "\",2]"));
    auto first = all.next(), second = all.next();
    EXPECT_TRUE(first->too_long);
    EXPECT_TRUE(first->text.empty());
    EXPECT_EQ(second->text, "2");
}

TEST(JsonElements, a_brace_that_closes_nothing_is_stepped_over) {
    EXPECT_EQ(elements("[1},2]"), "1;2;");
    EXPECT_EQ(elements("[1}"), "1;!");
}

TEST(JsonElements, survive_the_public_test_suite) {
    SHARED_DATA(folder, "09-hostile");
    std::size_t files = 0;
    for (const auto& each : std::filesystem::directory_iterator(folder / "JSONTestSuite/test_parsing")) {
        JsonElements elements(open_file(each.path().string()));
        while (auto element = elements.next()) json::parse(element->text);
        ++files;
    }
    EXPECT_GT(files, 300u);
}
