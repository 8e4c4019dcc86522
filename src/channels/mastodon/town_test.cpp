#include "channels/mastodon/town_test.hpp"

#include <algorithm>

namespace channels::mastodon {
namespace {
std::string path_of(const net::Request& request) {
    return std::string(net::name(request.method)) + " " + request.path;
}

net::Response shown(const json::value& body, int status = 200) {
    return {.status = status,
            .headers = {{"Content-Type", "application/json"},
                        {"X-RateLimit-Remaining", "250"},
                        {"X-RateLimit-Limit", "300"},
                        {"X-RateLimit-Reset", "2026-10-14T06:35:00.000Z"}},
            .body = json::serialize(body)};
}

std::string asked(const net::Request& request, const char* key) {
    auto found = request.query.find(key);
    return found == request.query.end() ? "" : found->second;
}

net::Response missing() {
    return shown(json::object{{"error", "Record not found"}}, 404);
}

int number(const std::string& text) {
    return text.empty() ? 0 : std::atoi(text.c_str());
}
}  // namespace

Town::Town()
    : server_(net::Server::start({.workers = 2},
                                 [this](const net::Request& request) { return answer(request); })) {}

ChannelConfig Town::config() const {
    ChannelConfig made{Id{1}, "Our account", {}, {}};
    made.options = {{"server", address()}, {"access_token", "token"}};
    return made;
}

json::object Town::ana() {
    return {{"id", "21"}, {"username", "ana"}, {"acct", "ana@village.example"}, {"display_name", "Ana"}};
}

json::object Town::us() {
    return {{"id", "7"},
            {"username", "hello"},
            {"acct", "hello"},
            {"display_name", "Maison Antoinette"},
            {"followers_count", 4200}};
}

json::object Town::status(const std::string& id, const json::object& author, const std::string& html) {
    return {{"id", id},
            {"created_at", "2026-10-14T06:" + std::to_string(10 + number(id) % 20) + ":00.000Z"},
            {"in_reply_to_id", nullptr},
            {"visibility", "public"},
            {"content", html},
            {"account", author},
            {"url", "https://town.example/@" + json::text(author, "username") + "/" + id}};
}

std::string Town::fresh() {
    return std::to_string(++number_);
}

std::string Town::mention(const std::string& html, const json::object& more) {
    std::lock_guard lock(mutex_);
    auto id = fresh();
    auto made = status(id, ana(), html);
    made["mentions"] = json::array{json::object{{"id", "7"}, {"username", "hello"}, {"acct", "hello"}}};
    for (const auto& [key, value] : more) made[key] = value;
    posts_[id] = made;
    notifications_.push_back(
        json::object{{"id", id}, {"type", "mention"}, {"account", ana()}, {"status", made}});
    return id;
}

void Town::notify(json::object notification) {
    std::lock_guard lock(mutex_);
    if (!notification.contains("id")) notification["id"] = fresh();
    notifications_.push_back(std::move(notification));
}

std::string Town::own(const std::string& html, const json::object& more) {
    std::lock_guard lock(mutex_);
    auto id = fresh();
    posts_[id] = status(id, us(), html);
    for (const auto& [key, value] : more) posts_[id][key] = value;
    return id;
}

void Town::change(const std::string& id, const json::object& more) {
    std::lock_guard lock(mutex_);
    for (const auto& [key, value] : more) posts_[id][key] = value;
}

void Town::take_away(const std::string& id) {
    std::lock_guard lock(mutex_);
    posts_.erase(id);
}

json::object Town::post(const std::string& id) const {
    std::lock_guard lock(mutex_);
    auto found = posts_.find(id);
    return found == posts_.end() ? json::object{} : found->second;
}

std::size_t Town::posts() const {
    std::lock_guard lock(mutex_);
    return posts_.size();
}

void Town::meddle(Answer answer) {
    std::lock_guard lock(mutex_);
    meddle_ = std::move(answer);
}

std::vector<net::Request> Town::requests(std::string_view which) const {
    std::lock_guard lock(mutex_);
    std::vector<net::Request> all;
    for (const auto& each : requests_)
        if (path_of(each).starts_with(which)) all.push_back(each);
    return all;
}

void Town::offer_streaming(const std::string& address) {
    std::lock_guard lock(mutex_);
    streaming_ = address;
}

net::Response Town::answer(const net::Request& request) {
    std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (meddle_)
        if (auto instead = meddle_(request)) return *instead;
    return by_itself(request);
}

net::Response Town::by_itself(const net::Request& request) {
    auto path = path_of(request);
    if (path == "GET /api/v2/instance") return instance(request);
    if (path == "GET /api/v1/accounts/verify_credentials") return shown(us());
    if (path == "GET /api/v1/notifications") return page(notifications_, request);
    if (path == "GET /api/v1/accounts/7/statuses") return own_posts(request);
    if (path == "GET /api/v1/accounts/lookup") return shown(ana());
    if (path == "POST /api/v1/accounts/21/follow" || path == "POST /api/v1/accounts/21/unfollow")
        return shown(json::object{{"id", "21"}});
    if (path == "POST /api/v1/statuses") return publish(request);
    if (path == "POST /api/v2/media") return upload(request);
    if (request.path.starts_with("/api/v1/timelines/")) return shown(json::array{});
    if (request.path.starts_with("/api/v1/statuses/")) {
        auto rest = request.path.substr(17);
        auto slash = rest.find('/');
        return one_post(request, rest.substr(0, slash), slash == rest.npos ? "" : rest.substr(slash + 1));
    }
    return missing();
}

net::Response Town::instance(const net::Request&) const {
    json::object configuration{{"statuses", json::object{{"max_characters", 600},
                                                         {"max_media_attachments", 3},
                                                         {"characters_reserved_per_url", 20}}},
                               {"media_attachments", json::object{{"image_size_limit", 1'000'000}}},
                               {"urls", json::object{{"streaming", streaming_}}}};
    return shown(json::object{{"domain", "town.example"}, {"configuration", configuration}});
}

// Newest first; with min_id the oldest that are newer, unless newest_first.
net::Response Town::page(const json::array& all, const net::Request& request) const {
    auto limit = static_cast<std::size_t>(std::max(1, number(asked(request, "limit"))));
    auto least = number(asked(request, "min_id")), most = number(asked(request, "max_id"));
    std::vector<json::value> fitting;
    for (const auto& each : all) {
        auto id = number(json::text(each, "id"));
        if (id > least && (most == 0 || id < most)) fitting.push_back(each);
    }
    if (fitting.size() > limit) {
        if (least > 0 && !newest_first)
            fitting.resize(limit);
        else
            fitting.erase(fitting.begin(), fitting.end() - static_cast<std::ptrdiff_t>(limit));
    }
    json::array out(fitting.rbegin(), fitting.rend());
    return shown(out);
}

net::Response Town::own_posts(const net::Request& request) const {
    json::array all;
    for (const auto& [id, post] : posts_)
        if (json::text(*post.if_contains("account"), "id") == "7") all.push_back(post);
    return page(all, request);
}

net::Response Town::one_post(const net::Request& request, const std::string& id, const std::string& deed) {
    auto found = posts_.find(id);
    if (found == posts_.end()) return missing();
    if (request.method == net::Method::del) {
        auto gone = found->second;
        posts_.erase(found);
        return shown(gone);
    }
    if (request.method == net::Method::put) {
        auto body = json::parse(request.body).value_or(json::object{});
        found->second["content"] = "<p>" + text::escape(json::text(body, "status")) + "</p>";
        found->second["edited_at"] = "2026-10-14T07:00:00.000Z";
    }
    if (deed == "context") {
        json::array above;
        auto parent = json::text(found->second, "in_reply_to_id");
        for (auto at = posts_.find(parent); at != posts_.end(); at = posts_.find(parent)) {
            above.insert(above.begin(), at->second);
            parent = json::text(at->second, "in_reply_to_id");
        }
        return shown(json::object{{"ancestors", above}, {"descendants", json::array{}}});
    }
    if (deed == "favourite" || deed == "unfavourite") found->second["favourited"] = deed == "favourite";
    if (deed == "reblog" || deed == "unreblog") found->second["reblogged"] = deed == "reblog";
    return shown(found->second);
}

net::Response Town::publish(const net::Request& request) {
    auto key = std::string(request.headers.get("Idempotency-Key"));
    if (auto known = by_key_.find(key); !key.empty() && known != by_key_.end())
        return shown(posts_[known->second]);
    auto body = json::parse(request.body).value_or(json::object{});
    if (json::text(body, "status").size() > 600)
        return shown(json::object{{"error", "Validation failed: Text character limit of 600 exceeded"}}, 422);
    auto id = fresh();
    auto made = status(id, us(), "<p>" + text::escape(json::text(body, "status")) + "</p>");
    made["visibility"] = json::text(body, "visibility");
    made["spoiler_text"] = json::text(body, "spoiler_text");
    if (auto parent = json::text(body, "in_reply_to_id"); !parent.empty()) made["in_reply_to_id"] = parent;
    if (const auto* media = json::find(body, {"media_ids"})) made["media_ids"] = *media;
    if (const auto* poll = json::find(body, {"poll"})) made["asked"] = *poll;
    posts_[id] = made;
    by_key_[key] = id;
    return shown(made);
}

net::Response Town::upload(const net::Request&) {
    return shown(json::object{{"id", "m" + std::to_string(++uploads_)}, {"type", "image"}});
}
}  // namespace channels::mastodon
