#include "net/url.hpp"

using namespace net;

TEST(Url, takes_apart_what_browsers_accept) {
    auto url = parse_url("  HTTPS://Feeds.Example:8443/a b/../é[1]?q=[x]&y=100%#frag\n");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->scheme, "https");
    EXPECT_EQ(url->host, "feeds.example");
    EXPECT_EQ(url->port, 8443);
    EXPECT_EQ(url->path, "/%C3%A9%5B1%5D");
    EXPECT_EQ(url->text, "https://feeds.example:8443/%C3%A9%5B1%5D?q=%5Bx%5D&y=100%25");
    EXPECT_EQ(parse_url("http://a.example")->text, "http://a.example/");
    EXPECT_EQ(parse_url("http://a.example")->port, 80);
    EXPECT_EQ(parse_url("https://[2001:db8::1]/x")->host, "2001:db8::1");
    EXPECT_EQ(parse_url("http://a.example\\b")->path, "/b");
}

TEST(Url, refuses_what_is_no_web_address) {
    for (auto wrong : {"", "a.example", "/path", "ftp://a.example/", "javascript:alert(1)",
                       "file:///etc/passwd", "http:///x", "http://", "http://a:99999/", "http://a:0/",
                       "mailto:ana@x.example", "http://[::1", "//a.example/"})
        EXPECT_FALSE(parse_url(wrong)) << wrong;
    EXPECT_FALSE(parse_url("http://a/" + std::string(9000, 'x')));
}

TEST(Url, resolves_references_as_rfc_3986_does) {
    constexpr std::string_view base = "http://a/b/c/d;p?q";
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g/"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"https://x.example/f", "https://x.example/f"},
        {" feed.xml ", "http://a/b/c/feed.xml"}};
    for (auto [reference, wanted] : cases)
        EXPECT_EQ(resolve(base, reference).value_or("none"), wanted) << reference;
    for (auto wrong : {"javascript:alert(1)", "mailto:a@b.example", "data:text/html,x", "http://"})
        EXPECT_FALSE(resolve(base, wrong)) << wrong;
}

TEST(Url, writes_queries) {
    EXPECT_EQ(query({{"q", "fish & chips"}, {"lang", "é"}}), "q=fish%20%26%20chips&lang=%C3%A9");
    EXPECT_EQ(query({}), "");
}
