#pragma once
#include <string>
#include <utility>
#include <vector>

#include "channels/connector.hpp"

namespace channels::mastodon {

using Fields = std::vector<std::pair<std::string, std::string>>;

// One server's client API. Every answer that is not what was asked for is a ChannelError in the words of the
// server where it has any. For one thread.
class Api {
public:
    // `base`: "https://town.example", without a slash at the end. An empty token asks as a stranger.
    Api(const Surroundings& around, std::string base, std::string token)
        : around_(around), base_(std::move(base)), token_(std::move(token)) {}

    json::value get(const std::string& path, const Fields& query = {});
    // nullopt for 404 and 410: it is not there, or no longer.
    std::optional<json::value> find(const std::string& path, const Fields& query = {});
    json::value post(const std::string& path, const json::value& body);
    json::value put(const std::string& path, const json::value& body);
    json::value erase(const std::string& path);

    struct File {
        std::string name, media_type, bytes, description;
    };
    // The media of a post to come: the id, once the server has made it fit to be shown.
    std::string upload(const File&);

    // For a send whose end must be known exactly: the request, and its answer without judgement. ask() throws
    // net::FetchError.
    net::Fetch request(net::Method, const std::string& path, const json::value& body,
                       const std::string& key) const;
    net::Fetched ask(const net::Fetch&);
    // Bytes at an address somebody else chose, fetched as a stranger; "" when that does not work.
    std::string download(const std::string& url, std::uint64_t max_bytes);

    const Health& rate() const { return rate_; }
    const std::string& base() const { return base_; }

private:
    net::Fetch request(net::Method, const std::string& path) const;
    json::value understood(const net::Fetched&);
    void note_rate(const net::Headers&);

    const Surroundings& around_;
    const std::string base_, token_;
    Health rate_;
};

// What a refusal means, in the words of the server. Sent or not is for the caller to know.
[[noreturn]] void refuse(const net::Fetched&, const std::string& host, Time now);
// True when nothing can have reached the other side.
bool surely_not_sent(const net::FetchError&);

}  // namespace channels::mastodon
