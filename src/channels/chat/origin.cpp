#include "channels/chat/origin.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "net/url.hpp"

namespace channels::chat {
namespace {
constexpr std::size_t most_pages = 20;

std::string origin(std::string word) {
    auto typed = word;
    if (word.find("://") == word.npos) word = "https://" + word;
    auto url = net::parse_url(word);
    if (!url || url->host.empty() || (url->scheme != "https" && url->scheme != "http"))
        throw Error{
            Code::bad_request,
            fmt::format("“{}” is no address of a page. Write it like https://www.maison.example.", typed)}
            .at("pages");
    auto host = url->host.find(':') == url->host.npos ? url->host : "[" + url->host + "]";
    bool usual = url->port == (url->scheme == "https" ? 443 : 80);
    return fmt::format("{}://{}{}", url->scheme, host, usual ? "" : fmt::format(":{}", url->port));
}
}  // namespace

std::vector<std::string> origins(std::string_view typed) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < typed.size();) {
        auto end = std::min(typed.find_first_of(", \t\r\n", at), typed.size());
        if (end > at) all.push_back(origin(std::string(typed.substr(at, end - at))));
        at = end + 1;
    }
    if (all.size() > most_pages)
        throw Error{Code::bad_request, "At most 20 pages can show one chat."}.at("pages");
    return all;
}

std::string site(const std::vector<std::string>& origins) {
    auto url = origins.empty() ? std::nullopt : net::parse_url(origins.front());
    return url ? url->host : "site";
}
}  // namespace channels::chat
