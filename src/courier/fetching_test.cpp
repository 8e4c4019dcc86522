#include "courier/fetching.hpp"

#include <gtest/gtest.h>

#include "net/server.hpp"

namespace courier {
namespace {
// A picture of four bytes, and places that have none.
class Fetching : public testing::Test {
protected:
    std::string address(std::string_view path) {
        return fmt::format("http://127.0.0.1:{}{}", server->port(), path);
    }
    static channels::Batch batch(std::vector<std::string> urls) {
        channels::Batch made;
        made.items.emplace_back();
        for (auto& url : urls)
            made.items[0].attachments.push_back({.name = "a", .media_type = "image/png", .url = url});
        return made;
    }

    std::unique_ptr<net::Server> server =
        net::Server::start({.workers = 1}, [this](const net::Request& request) {
            ++asked;
            if (request.path == "/missing") return net::Response{.status = 404, .body = "no"};
            return net::Response{.body = "loaf"};
        });
    std::atomic<int> asked = 0;
    std::unique_ptr<net::Http> http = net::make_http({.guard = {.allowed_ranges = {"127.0.0.0/8"}}});
};
}  // namespace

TEST_F(Fetching, what_is_there_comes_and_the_rest_keeps_its_address) {
    auto all = batch({address("/loaf.png"), address("/missing"), "http://10.0.0.1/inside"});
    EXPECT_TRUE(names_files(all));
    fetch_files(*http, all);
    const auto& files = all.items[0].attachments;
    EXPECT_EQ(files[0].bytes, "loaf");
    EXPECT_EQ(files[0].size, 4u);
    EXPECT_EQ(files[1].bytes, "");
    EXPECT_EQ(files[1].url, address("/missing"));
    EXPECT_EQ(files[2].bytes, "");
}

TEST_F(Fetching, nothing_is_fetched_twice_or_beyond_the_bounds) {
    auto all = batch({address("/1"), address("/2"), address("/3")});
    fetch_files(*http, all, {.largest = 8, .most_bytes = 8});
    EXPECT_EQ(all.items[0].attachments[1].bytes, "loaf");
    EXPECT_EQ(all.items[0].attachments[2].bytes, "");
    EXPECT_EQ(asked, 2);
    auto too_large = batch({address("/1")});
    fetch_files(*http, too_large, {.largest = 3});
    EXPECT_EQ(too_large.items[0].attachments[0].bytes, "");
    auto inside = batch({});
    EXPECT_FALSE(names_files(inside));
}
}  // namespace courier
