#include "channels/bluesky/town_test.hpp"

#include "channels/bluesky/codec.hpp"
#include "channels/bluesky/syntax.hpp"

namespace channels::bluesky {
namespace {
net::Response shown(const json::value& body, int status = 200) {
    return {.status = status,
            .headers = {{"Content-Type", "application/json"},
                        {"RateLimit-Remaining", "2950"},
                        {"RateLimit-Limit", "3000"},
                        {"RateLimit-Reset", "1791959700"}},
            .body = json::serialize(body)};
}

std::string asked(const net::Request& request, const char* key) {
    auto found = request.query.find(key);
    return found == request.query.end() ? "" : found->second;
}

std::string name_of(const net::Request& request) {
    constexpr std::string_view start = "/xrpc/";
    return request.path.starts_with(start) ? request.path.substr(start.size()) : request.path;
}

std::string minute(int number) {
    return (*Time::parse("2026-10-14T06:00:00Z") + number * second_ms).rfc3339();
}

std::string place_of(const json::value& input) {
    return AtUri{json::text(input, "repo"), json::text(input, "collection"), json::text(input, "rkey")}
        .text();
}
}  // namespace

Town::Town()
    : server_(net::Server::start({.workers = 2},
                                 [this](const net::Request& request) { return answer(request); })) {}

ChannelConfig Town::config() const {
    ChannelConfig made{Id{1}, "Our account", {}, {}};
    made.options = {{"server", address()}, {"account", "@hello.town.example"}, {"password", "aaaa-bbbb"}};
    return made;
}

json::object Town::profile(const char* did) {
    std::string name = std::string(did).substr(8);
    json::object made{{"did", did}, {"handle", name + ".town.example"}};
    if (name == "hello") made["displayName"] = "Maison Antoinette", made["followersCount"] = 4200;
    if (name == "ana") made["displayName"] = "Ana";
    return made;
}

json::object Town::reference(const std::string& uri) {
    return {{"uri", uri}, {"cid", "bafy" + uri.substr(uri.rfind('/') + 1)}};
}

json::object Town::answering(const std::string& root, const std::string& parent) {
    return {{"reply", json::object{{"root", reference(root)}, {"parent", reference(parent)}}}};
}

net::Response Town::refusal(int status, const char* name, const char* message) {
    return {.status = status, .body = json::serialize(json::object{{"error", name}, {"message", message}})};
}

std::string Town::keep(const char* did, const std::string& text, const json::object& more) {
    auto number = ++number_;
    AtUri place{did, std::string(post_collection), "3post" + std::to_string(number)};
    json::object record{{"$type", post_collection}, {"text", text}, {"createdAt", minute(number)}};
    for (const auto& [key, value] : more) record[key] = value;
    json::object view = reference(place.text());
    view["author"] = profile(did), view["indexedAt"] = minute(number), view["record"] = record;
    records_[place.text()] = {record, view};
    return place.text();
}

std::string Town::mention(const std::string& text, const json::object& more) {
    std::lock_guard lock(mutex_);
    json::object record{
        {"facets", json::array{json::object{
                       {"index", json::object{{"byteStart", 0}, {"byteEnd", 1}}},
                       {"features", json::array{json::object{{"$type", "app.bsky.richtext.facet#mention"},
                                                             {"did", us}}}}}}}};
    for (const auto& [key, value] : more) record[key] = value;
    auto uri = keep(ana, text, record);
    notifications_.push_back(json::object{
        {"uri", uri}, {"reason", "mention"}, {"author", profile(ana)}, {"indexedAt", minute(number_)}});
    return uri;
}

std::string Town::post(const char* did, const std::string& text, const json::object& more) {
    std::lock_guard lock(mutex_);
    return keep(did, text, more);
}

void Town::notify(json::object notification) {
    std::lock_guard lock(mutex_);
    notification["indexedAt"] = minute(++number_);
    notifications_.push_back(std::move(notification));
}

void Town::change_view(const std::string& uri, const json::object& more) {
    std::lock_guard lock(mutex_);
    for (const auto& [key, value] : more) records_[uri].view[key] = value;
}

void Town::take_away(const std::string& uri) {
    std::lock_guard lock(mutex_);
    records_.erase(uri);
}

json::object Town::record(const std::string& uri) const {
    std::lock_guard lock(mutex_);
    auto found = records_.find(uri);
    return found == records_.end() ? json::object{} : found->second.record;
}

std::size_t Town::posts() const {
    std::lock_guard lock(mutex_);
    return views().size();
}

void Town::meddle(Answer answer) {
    std::lock_guard lock(mutex_);
    meddle_ = std::move(answer);
}

std::vector<net::Request> Town::requests(std::string_view method) const {
    std::lock_guard lock(mutex_);
    std::vector<net::Request> all;
    for (const auto& each : requests_)
        if (name_of(each) == method) all.push_back(each);
    return all;
}

net::Response Town::answer(const net::Request& request) {
    std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (meddle_)
        if (auto instead = meddle_(request)) return *instead;
    return by_itself(request);
}

net::Response Town::by_itself(const net::Request& request) {
    auto method = name_of(request);
    auto input = json::parse(request.body).value_or(json::object{});
    if (method == "com.atproto.server.createSession" || method == "com.atproto.server.refreshSession")
        return log_in(request);
    if (method == "app.bsky.actor.getProfile") return shown(profile(asked(request, "actor").c_str()));
    if (method == "app.bsky.actor.getProfiles")
        return shown(json::object{{"profiles", json::array{profile(ana), profile(ben)}}});
    if (method == "app.bsky.notification.listNotifications") return notifications(request);
    if (method == "app.bsky.feed.getPosts") return shown(json::object{{"posts", views()}});
    if (method == "app.bsky.feed.getAuthorFeed") return feed(asked(request, "actor"));
    if (method == "app.bsky.feed.searchPosts") return shown(json::object{{"posts", json::array{}}});
    if (method == "app.bsky.feed.getPostThread") return thread(asked(request, "uri"));
    if (method == "com.atproto.repo.getRecord") return one_record(request);
    if (method == "com.atproto.repo.putRecord") return put(input);
    if (method == "com.atproto.repo.deleteRecord") return erase(input);
    if (method == "com.atproto.repo.uploadBlob")
        return shown(json::object{
            {"blob", json::object{{"$type", "blob"}, {"ref", "blob-" + std::to_string(++blobs_)}}}});
    if (method == "com.atproto.identity.resolveHandle" && asked(request, "handle") == "ana.town.example")
        return shown(json::object{{"did", ana}});
    return refusal(400, "InvalidRequest", "Unable to do that");
}

net::Response Town::log_in(const net::Request&) {
    auto number = std::to_string(++sessions_);
    return shown(json::object{{"did", us},
                              {"handle", "hello.town.example"},
                              {"accessJwt", "access-" + number},
                              {"refreshJwt", "refresh-" + number}});
}

// Newest first, the cursor says how many have been shown.
net::Response Town::notifications(const net::Request& request) const {
    auto limit = static_cast<std::size_t>(std::max(1, std::atoi(asked(request, "limit").c_str())));
    auto skip = static_cast<std::size_t>(std::atoi(asked(request, "cursor").c_str()));
    json::array page;
    for (auto at = skip; at < notifications_.size() && page.size() < limit; ++at)
        page.push_back(notifications_[notifications_.size() - 1 - at]);
    json::object body{{"notifications", page}};
    if (skip + limit < notifications_.size()) body["cursor"] = std::to_string(skip + limit);
    return shown(body);
}

json::array Town::views() const {
    json::array all;
    for (const auto& [uri, kept] : records_)
        if (!kept.view.empty()) all.push_back(kept.view);
    return all;
}

net::Response Town::feed(const std::string& did) const {
    json::array all;
    for (const auto& [uri, kept] : records_)
        if (!kept.view.empty() && uri.starts_with("at://" + did + "/"))
            all.push_back(json::object{{"post", kept.view}});
    return shown(json::object{{"feed", all}});
}

net::Response Town::thread(const std::string& uri) const {
    json::object node;
    std::vector<json::object> above;
    for (auto at = records_.find(uri); at != records_.end();) {
        above.push_back(at->second.view);
        json::value record(at->second.record);
        const auto* parent = json::find(record, {"reply", "parent"});
        at = parent ? records_.find(json::text(*parent, "uri")) : records_.end();
    }
    for (auto each = above.rbegin(); each != above.rend(); ++each) {
        json::object lower{{"post", *each}};
        if (!node.empty()) lower["parent"] = std::move(node);
        node = std::move(lower);
    }
    return shown(json::object{{"thread", node}});
}

net::Response Town::one_record(const net::Request& request) const {
    AtUri place{asked(request, "repo"), asked(request, "collection"), asked(request, "rkey")};
    auto found = records_.find(place.text());
    if (found == records_.end()) return refusal(400, "RecordNotFound", "Could not locate record");
    auto body = reference(place.text());
    body["value"] = found->second.record;
    return shown(body);
}

net::Response Town::put(const json::value& input) {
    auto place = place_of(input);
    const auto& record = json::find(input, {"record"})->as_object();
    auto known = records_.find(place);
    bool other = known != records_.end() && json::value(known->second.record) != json::value(record);
    if (other && input.as_object().contains("swapRecord"))
        return refusal(400, "InvalidSwap", "Record was at another version");
    Kept kept{record, {}};
    if (json::text(record, "$type") == post_collection) {
        kept.view = reference(place);
        kept.view["author"] = profile(us), kept.view["indexedAt"] = minute(++number_);
        kept.view["record"] = record;
    }
    records_[place] = kept;
    return shown(reference(place));
}

net::Response Town::erase(const json::value& input) {
    records_.erase(place_of(input));
    return shown(json::object{});
}
}  // namespace channels::bluesky
