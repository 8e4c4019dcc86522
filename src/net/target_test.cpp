#include "net/target.hpp"

using namespace net;

TEST(Target, keeps_the_last_of_equal_names_and_decodes) {
    auto target = read_target("/caf%C3%A9?a=1&&b&c=x+y%20z&a=2&=v");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/café");
    EXPECT_EQ(target->query,
              (std::map<std::string, std::string>{{"a", "2"}, {"b", ""}, {"c", "x y z"}, {"", "v"}}));
}

TEST(Target, refuses_what_two_readers_could_understand_differently) {
    for (auto wrong : {"", "a", "*", "//../x", "/..", "/a/..", "/a/%2e%2e", "/%2e", "/a%2f..%2fb", "/%",
                       "/%1", "/%g0", "/%c0%ae", "/%ed%a0%80", "/%0a", "/%7f", "/?%ff", "/?a=%f8", "/?a=%"})
        EXPECT_FALSE(read_target(wrong)) << wrong;
    EXPECT_TRUE(read_target("/a..b/...//x"));
}

TEST(Target, keeps_only_sane_ids_of_requests) {
    EXPECT_TRUE(sane_trace("01JABC-x_y.z:1"));
    for (auto wrong : {"", "a b", "a\"b", "a\n"}) EXPECT_FALSE(sane_trace(wrong)) << wrong;
    EXPECT_FALSE(sane_trace(std::string(65, 'a')));
}
