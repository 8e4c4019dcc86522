#include "api/page.hpp"

#include "api/assets.hpp"
#include "api/identify.hpp"
#include "base/error.hpp"

namespace api {
namespace {
const Asset* find(std::string_view path) {
    auto all = assets();
    auto found = std::lower_bound(all.begin(), all.end(), path, [](auto& a, auto p) { return a.path < p; });
    return found != all.end() && found->path == path ? &*found : nullptr;
}

bool accepts(const net::Request& request, std::string_view coding) {
    return request.headers.get("Accept-Encoding").find(coding) != std::string_view::npos;
}

net::Response file(const net::Request& request, const Asset& asset) {
    net::Response response;
    response.headers.set("Content-Type", std::string(asset.type));
    response.headers.set("ETag", std::string(asset.etag));
    response.headers.set("Vary", "Accept-Encoding");
    // The chat window is for pages of other sites.
    if (asset.path == "/chat.js") response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    bool hashed = asset.path.starts_with("/assets/");
    response.headers.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.headers.get("If-None-Match") == asset.etag) {
        response.status = 304;
        return response;
    }
    bool brotli = !asset.brotli.empty() && accepts(request, "br");
    bool gzip = !brotli && !asset.gzip.empty() && accepts(request, "gzip");
    if (brotli || gzip) response.headers.set("Content-Encoding", brotli ? "br" : "gzip");
    response.static_body = brotli ? asset.brotli : gzip ? asset.gzip : asset.plain;
    return response;
}

void replace(std::string& html, std::string_view before, const std::string& after) {
    auto at = html.find(before);
    if (at != html.npos) html.replace(at, before.size(), after);
}

// Only known words get into the page; the cookie is the visitor's to write.
void dress(const net::Request& request, std::string& html) {
    auto theme = cookie(request, "rapport_theme"), density = cookie(request, "rapport_density");
    if (theme == "light" || theme == "dark")
        replace(html, "data-theme=\"system\"", "data-theme=\"" + theme + "\"");
    if (density == "compact") replace(html, "data-density=\"comfortable\"", "data-density=\"compact\"");
}

net::Response index(const net::Request& request) {
    const auto* asset = find("/index.html");
    if (!asset)
        throw Error{Code::not_found,
                    "This program was built without its page. Build it with ./dev build; the API works."};
    net::Response response;
    response.headers.set("Content-Type", std::string(asset->type));
    response.headers.set("Cache-Control", "no-store");
    response.body = std::string(asset->plain);
    dress(request, response.body);
    return response;
}
}  // namespace

net::Response serve_page(const net::Request& request) {
    if (request.method != net::Method::get && request.method != net::Method::head)
        throw Error{Code::not_found, "There is nothing at this address."};
    const auto* asset = request.path == "/index.html" ? nullptr : find(request.path);
    if (asset) return file(request, *asset);
    if (request.path.starts_with("/assets/"))
        throw Error{Code::not_found, "This file belongs to another version of the page."};
    return index(request);
}
}  // namespace api
