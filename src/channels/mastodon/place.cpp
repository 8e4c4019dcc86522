#include "channels/mastodon/place.hpp"

#include "net/url.hpp"

namespace channels::mastodon {
namespace {
std::size_t size(const json::value& from, std::initializer_list<std::string_view> path, std::string_view key,
                 std::size_t fallback) {
    const auto* found = json::find(from, path);
    auto value = found ? json::integer(*found, key, -1) : -1;
    return value < 0 ? fallback : static_cast<std::size_t>(value);
}

// Some servers say 422 to a token they do not know.
json::value who_we_are(Api& api) {
    try {
        return api.get("/api/v1/accounts/verify_credentials");
    } catch (const ChannelError& error) {
        if (error.fault() != Fault::rejected) throw;
        throw ChannelError(Fault::reauthorise, error.text() + " Log in there again.", {}, error.detail());
    }
}
}  // namespace

Limits limits(const json::value& instance) {
    auto made = usual_limits;
    auto older = json::integer(instance, "max_toot_chars", -1);  // Pleroma and its relatives
    if (older > 0) made.characters = static_cast<std::size_t>(older);
    made.characters = size(instance, {"configuration", "statuses"}, "max_characters", made.characters);
    made.attachments =
        size(instance, {"configuration", "statuses"}, "max_media_attachments", made.attachments);
    made.link_characters =
        size(instance, {"configuration", "statuses"}, "characters_reserved_per_url", made.link_characters);
    made.attachment_bytes =
        size(instance, {"configuration", "media_attachments"}, "image_size_limit", made.attachment_bytes);
    made.poll_options = size(instance, {"configuration", "polls"}, "max_options", made.poll_options);
    made.poll_characters =
        size(instance, {"configuration", "polls"}, "max_characters_per_option", made.poll_characters);
    return made;
}

// v2 says "domain", v1 "uri", which some write as an address.
std::string host(const json::value& instance, const std::string& base) {
    auto said = json::text(instance, "domain", json::text(instance, "uri"));
    auto url = net::parse_url(said.find("://") == said.npos && !said.empty() ? "https://" + said : said);
    if (!url) return base.substr(std::min(base.size(), base.find("://") + 3));
    bool usual = url->port == 443 || url->port == 80;
    return url->host + (usual ? "" : ":" + std::to_string(url->port));
}

std::string streaming(const json::value& instance) {
    const auto* newer = json::find(instance, {"configuration", "urls"});
    const auto* older = json::find(instance, {"urls"});
    if (newer && !json::text(*newer, "streaming").empty()) return json::text(*newer, "streaming");
    return older ? json::text(*older, "streaming_api") : "";
}

Place learn(Api& api) {
    auto us = who_we_are(api);
    auto instance = api.find("/api/v2/instance");
    if (!instance) instance = api.find("/api/v1/instance");
    if (!instance)
        throw ChannelError(Fault::rejected,
                           api.base() + " does not speak the Mastodon API. Check the address.");
    Place place;
    place.origin = {host(*instance, api.base()), json::text(us, "id")};
    place.handle = place.origin.us = account(us, place.origin).handle;
    place.lists_all = json::text(*instance, "version").find("snac") == std::string::npos;
    place.origin.private_means_direct = !place.lists_all;
    place.followers = json::integer(us, "followers_count", -1);
    place.limits = limits(*instance), place.streaming = streaming(*instance);
    if (place.origin.me.empty() || place.handle.empty())
        throw ChannelError(Fault::retry_later, api.base() + " does not say who we are there.");
    return place;
}
}  // namespace channels::mastodon
