#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/url.hpp"

// Any bytes: what we call a URL is one when it is read again, and leads where it said.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    if (auto url = net::parse_url(input)) {
        auto again = net::parse_url(url->text);
        if (!again || again->host != url->host || again->port != url->port) std::abort();
        if (again->text != url->text) std::abort();
    }
    net::resolve("https://bakery.example/news/feed.xml?page=2", input);
    net::resolve(input, "../image.png");
    return 0;
}
