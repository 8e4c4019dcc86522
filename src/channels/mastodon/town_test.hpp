#pragma once
// A small server of the Mastodon API that a test owns: it keeps posts and notifications, and does as it is
// told.
#include <functional>
#include <mutex>

#include "channels/contract.hpp"
#include "net/server.hpp"
#include "text/html.hpp"

namespace channels::mastodon {

class Town {
public:
    Town();

    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    ChannelConfig config() const;

    // Another account speaks to us. Returns the post's id.
    std::string mention(const std::string& html, const json::object& more = {});
    // A notification as it is.
    void notify(json::object notification);
    // Our own post, as if another program had written it.
    std::string own(const std::string& html, const json::object& more = {});
    void change(const std::string& id, const json::object& more);
    void take_away(const std::string& id);
    json::object post(const std::string& id) const;
    std::size_t posts() const;

    using Answer = std::function<std::optional<net::Response>(const net::Request&)>;
    // Asked before the town answers by itself.
    void meddle(Answer);
    // What it would answer by itself; for whoever meddles.
    net::Response itself(const net::Request& request) { return by_itself(request); }
    std::vector<net::Request> requests(std::string_view method_and_path = {}) const;
    void offer_streaming(const std::string& address);
    // Of many that are newer than min_id it shows the newest, as snac2 does, and not the oldest.
    std::atomic<bool> newest_first = false;

    static json::object ana();
    static json::object us();
    static json::object status(const std::string& id, const json::object& author, const std::string& html);

private:
    net::Response answer(const net::Request&);
    net::Response by_itself(const net::Request&);
    net::Response instance(const net::Request&) const;
    net::Response page(const json::array&, const net::Request&) const;
    net::Response own_posts(const net::Request&) const;
    net::Response one_post(const net::Request&, const std::string& id, const std::string& deed);
    net::Response publish(const net::Request&);
    net::Response upload(const net::Request&);
    std::string fresh();

    mutable std::mutex mutex_;
    Answer meddle_;
    std::string streaming_;
    int number_ = 100, uploads_ = 0;
    std::map<std::string, json::object> posts_;
    std::map<std::string, std::string> by_key_;  // Idempotency-Key → post
    json::array notifications_;                  // oldest first
    std::vector<net::Request> requests_;
    std::unique_ptr<net::Server> server_;
};

}  // namespace channels::mastodon
