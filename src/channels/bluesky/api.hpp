#pragma once
#include <string>
#include <utility>
#include <vector>

#include "channels/bluesky/session.hpp"
#include "channels/bluesky/xrpc.hpp"

namespace channels::bluesky {

// Equal keys may come more than once: uris=…&uris=….
using Fields = std::vector<std::pair<std::string, std::string>>;

// The methods of the account's server, which passes on to the network's what it does not answer by itself.
// Every answer that is not what was asked for is a ChannelError. For one thread.
class Api {
public:
    Api(const Surroundings& around, Session& session) : around_(around), session_(session) {}

    json::value get(const std::string& method, const Fields& = {});
    // nullopt when it is not there, or no longer.
    std::optional<json::value> find(const std::string& method, const Fields& = {});
    json::value call(const std::string& method, const json::value& input);
    // For a send whose end must be known exactly: the answer without judgement. Throws net::FetchError.
    net::Fetched ask(const std::string& method, const json::value& input);
    // The "blob" of a picture to come.
    json::value upload(const std::string& media_type, const std::string& bytes);
    // What lies at an address somebody else chose, fetched as a stranger; empty when that does not work.
    struct File {
        std::string bytes = {}, media_type = {};
    };
    File download(const std::string& url, std::uint64_t max_bytes);

    const Tokens& us() { return session_.tokens(); }
    std::string host() { return host_of(us().pds); }
    Time now() const { return around_.clock.now(); }
    const Health& rate() const { return rate_; }

private:
    net::Fetched fetch(net::Fetch);
    net::Fetched query(const std::string& method, const Fields&);
    net::Fetched post(const std::string& method, const std::string& type, const std::string& body,
                      int seconds);

    const Surroundings& around_;
    Session& session_;
    Health rate_;
};

}  // namespace channels::bluesky
