#include "channels/mastodon/settings.hpp"

#include <algorithm>
#include <charconv>

#include "net/url.hpp"
#include "text/fold.hpp"

namespace channels::mastodon {
namespace {
constexpr std::size_t most_sources = 20;

std::optional<Source> source(const std::string& word) {
    if (word.size() > 1 && word[0] == '#') {
        auto tag = word.substr(1);
        return Source{word, "/api/v1/timelines/tag/" + net::escape(tag), "hashtag", tag};
    }
    if (word.starts_with("list:") && word.size() > 5) {
        auto id = word.substr(5);
        return Source{word, "/api/v1/timelines/list/" + net::escape(id), "list", id};
    }
    if (word == "home") return Source{word, "/api/v1/timelines/home", "user"};
    if (word == "public") return Source{word, "/api/v1/timelines/public", "public"};
    if (word == "local") return Source{word, "/api/v1/timelines/public?local=true", "public:local"};
    return std::nullopt;
}

std::vector<Source> sources_of(std::string_view typed) {
    std::string words = text::collapse(typed);
    std::replace(words.begin(), words.end(), ',', ' ');
    std::vector<Source> all;
    for (std::size_t at = 0; at < words.size();) {
        auto end = std::min(words.find(' ', at), words.size());
        auto word = words.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        auto known = source(word);
        if (!known || all.size() >= most_sources)
            throw ChannelError(Fault::rejected, known ? "At most 20 timelines can be listened to."
                                                      : "“" + word +
                                                            "” is no timeline: write #hashtag, list:ID, "
                                                            "local, public or home.")
                .about("listen");
        all.push_back(std::move(*known));
    }
    return all;
}
}  // namespace

std::string server_address(const std::string& typed) {
    auto text = text::collapse(typed);
    if (auto at = text.rfind('@'); at != text.npos && text.find("://") == text.npos) text.erase(0, at + 1);
    if (text.find("://") == text.npos) text = "https://" + text;
    auto url = net::parse_url(text);
    if (!url || url->host.empty())
        throw ChannelError(Fault::rejected, "This is no address of a server. Write it like town.example.")
            .about("server");
    bool usual = url->port == (url->scheme == "https" ? 443 : 80);
    auto host = url->host.find(':') == url->host.npos ? url->host : "[" + url->host + "]";
    return url->scheme + "://" + host + (usual ? "" : ":" + std::to_string(url->port));
}

Settings Settings::read(const ChannelConfig& config) {
    Settings made{server_address(config.option("server")), config.option("access_token"),
                  sources_of(config.option("listen"))};
    const auto& pace = config.option("seconds");
    std::int64_t seconds = 30;
    std::from_chars(pace.data(), pace.data() + pace.size(), seconds);
    made.pace_ms = std::clamp<std::int64_t>(seconds, 1, 3'600) * second_ms;
    return made;
}
}  // namespace channels::mastodon
