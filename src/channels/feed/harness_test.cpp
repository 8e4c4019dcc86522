#include <mutex>

#include "channels/contract.hpp"
#include "net/server.hpp"
#include "text/html.hpp"

namespace channels::contract {
namespace {
// A blog on a real HTTP server.
class Blog final : public Harness {
public:
    Blog()
        : server_(net::Server::start({.workers = 1},
                                     [this](const net::Request& request) { return answer(request); })) {}

    ChannelConfig config() override {
        auto url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/feed.xml";
        return {Id{1}, "A blog", {{"url", url}}, {}};
    }
    void publish(const std::string& text) override {
        std::lock_guard lock(mutex_);
        auto number = std::to_string(++count_);
        items_ = "<item><guid>urn:entry:" + number + "</guid><link>https://blog.example/" + number +
                 "</link><pubDate>Wed, 14 Oct 2026 05:0" + number + ":00 GMT</pubDate><description>" +
                 text::escape(text::escape(text)) + "</description></item>" + items_;
    }
    void publish_poison() override {
        std::lock_guard lock(mutex_);
        ++count_;
        items_ = "<item><guid>urn:nothing</guid><strange>x</strange></item>" + items_;
    }
    void behave(Mood mood) override {
        std::lock_guard lock(mutex_);
        mood_ = mood;
    }

private:
    net::Response answer(const net::Request& request) {
        std::lock_guard lock(mutex_);
        switch (mood_) {
            case Mood::unauthorised:
                return {.status = 401};
            case Mood::gone:
                return {.status = 410};
            case Mood::busy:
                return {.status = 429, .headers = {{"Retry-After", std::to_string(busy_seconds)}}};
            case Mood::broken:
                return {.status = 500, .body = "oops"};
            case Mood::garbage:
                return {.body = std::string("\x00\xFF\xFE<<<&&&\x1b", 11)};
            case Mood::well:
                break;
        }
        auto tag = "\"" + std::to_string(count_) + "\"";
        if (request.headers.get("If-None-Match") == tag) return {.status = 304, .headers = {{"ETag", tag}}};
        return {.headers = {{"ETag", tag}, {"Content-Type", "application/rss+xml"}},
                .body = "<rss version='2.0'><channel><title>A blog</title>" + items_ + "</channel></rss>"};
    }

    std::mutex mutex_;
    Mood mood_ = Mood::well;
    int count_ = 0;
    std::string items_;
    std::unique_ptr<net::Server> server_;
};
}  // namespace

std::unique_ptr<Harness> feed_harness() {
    return std::make_unique<Blog>();
}
}  // namespace channels::contract
