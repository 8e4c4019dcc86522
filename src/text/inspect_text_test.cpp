#include "text/inspect_text.hpp"

#include "text/samples.hpp"

TEST(Describe, says_what_a_line_refers_to_and_its_language) {
    EXPECT_EQ(
        json::serialize(text::describe(
            "@ana/friends No #bread again, see maison.fr and come back tomorrow morning please")),
        R"({"text":"@ana/friends No #bread again, see maison.fr and come back tomorrow morning please",)"
        R"("mentions":["ana"],"hashtags":["bread"],"cashtags":[],"links":["maison.fr"],"emails":[],"length":95,)"
        R"("language":"en"})");
    EXPECT_EQ(
        json::serialize(text::describe("")),
        R"({"text":"","mentions":[],"hashtags":[],"cashtags":[],"links":[],"emails":[],"length":0,"language":null})");
}

TEST(Describe, survives_any_bytes) {
    for (const std::string& bytes : text::samples::random_bytes(500))
        EXPECT_TRUE(json::parse(json::serialize(text::describe(bytes))));
}
