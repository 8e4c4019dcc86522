#include "api/assets.hpp"

#include <algorithm>
#include <string>

// Built with the files of assets_sample/ in place of the page.
using namespace api;

static const Asset& asset(std::string_view path) {
    static const Asset none;
    auto found = std::ranges::find(assets(), path, &Asset::path);
    return found == assets().end() ? none : *found;
}

TEST(Assets, are_the_files_of_the_folder_sorted_by_path) {
    std::vector<std::string_view> paths;
    for (const auto& file : assets()) paths.push_back(file.path);
    EXPECT_THAT(paths,
                testing::ElementsAre("/assets/page.js", "/empty.txt", "/index.html", "/notes.unknown"));
}

TEST(Assets, carry_every_byte_as_it_is) {
    EXPECT_EQ(asset("/index.html").plain, "<!doctype html>\n<title>\"Sample\" \\ page</title>\n");
    EXPECT_EQ(asset("/empty.txt").plain, "");
    EXPECT_EQ(asset("/notes.unknown").plain, std::string_view("a\0b\xff\n", 5));
}

TEST(Assets, carry_compressed_forms_beside_the_plain_one) {
    const Asset& script = asset("/assets/page.js");
    EXPECT_EQ(script.gzip.substr(0, 2), "\x1f\x8b");
    EXPECT_FALSE(script.brotli.empty());
    EXPECT_TRUE(asset("/index.html").gzip.empty());
    EXPECT_TRUE(asset("/index.html").brotli.empty());
}

TEST(Assets, have_types_that_browsers_need) {
    EXPECT_EQ(asset("/index.html").type, "text/html; charset=utf-8");
    EXPECT_EQ(asset("/assets/page.js").type, "text/javascript; charset=utf-8");
    EXPECT_EQ(asset("/notes.unknown").type, "application/octet-stream");
}

TEST(Assets, have_a_quoted_strong_etag_that_differs_with_the_bytes) {
    EXPECT_THAT(std::string(asset("/index.html").etag), testing::MatchesRegex("\"[0-9a-f]+\""));
    EXPECT_NE(asset("/index.html").etag, asset("/empty.txt").etag);
}
