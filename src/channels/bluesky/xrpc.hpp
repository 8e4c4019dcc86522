#pragma once
#include <string>
#include <string_view>

#include "channels/connector.hpp"

// What servers of the AT Protocol answer (atproto.com/specs/xrpc), read and judged.
namespace channels::bluesky {

// {"error":"ExpiredToken","message":"…"}: the name of the error, or "".
std::string error_name(const net::Fetched&);
// What a refusal means, in the words of the server. Sent or not is for the caller to know.
[[noreturn]] void refuse(const net::Fetched&, const std::string& host, Time now);
[[noreturn]] void refuse(const net::FetchError&);
// The JSON of an answer that is none of the above. Throws ChannelError.
json::value understood(const net::Fetched&, const std::string& host, Time now);
// True when nothing can have reached the other side.
bool surely_not_sent(const net::FetchError&);

// Requests left in this window, from the RateLimit headers; what is not told stays.
void note_rate(const net::Headers&, Health&);

std::string host_of(const std::string& base);
// "https://town.example" out of whatever people call their server. Throws ChannelError about `option`.
std::string server_address(const std::string& typed, std::string_view option);

}  // namespace channels::bluesky
