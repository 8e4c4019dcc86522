#pragma once
#include <span>
#include <string_view>

namespace api {

// One file of the web page, carried inside the binary (cmake/Embed.cmake makes the table from web/dist).
struct Asset {
    std::string_view path;    // begins with '/': "/index.html", "/assets/index-3f2a.js"
    std::string_view type;    // for Content-Type, with the charset of texts
    std::string_view etag;    // a strong one, with its quotes; names the bytes of `plain`
    std::string_view plain;   // the file
    std::string_view gzip;    // the same, compressed when the page was built; empty when there is none
    std::string_view brotli;  // likewise
};

// Sorted by path; empty when the binary was built without a page. Lives as long as the program.
std::span<const Asset> assets();

}  // namespace api
