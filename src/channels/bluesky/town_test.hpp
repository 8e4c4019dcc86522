#pragma once
// A small server of the AT Protocol that a test owns: it keeps accounts' records and shows them, and does as
// it is told.
#include <functional>
#include <mutex>

#include "channels/contract.hpp"
#include "net/server.hpp"

namespace channels::bluesky {

class Town {
public:
    static constexpr const char *us = "did:plc:hello", *ana = "did:plc:ana", *ben = "did:plc:ben";

    Town();

    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    ChannelConfig config() const;

    // Another account speaks to us. Returns the post's address.
    std::string mention(const std::string& text, const json::object& more_of_record = {});
    // A post that nobody is told of.
    std::string post(const char* did, const std::string& text, const json::object& more_of_record = {});
    // A notification as it is.
    void notify(json::object notification);
    void change_view(const std::string& uri, const json::object& more);
    void take_away(const std::string& uri);
    // The record at an address; empty when there is none.
    json::object record(const std::string& uri) const;
    std::size_t posts() const;

    using Answer = std::function<std::optional<net::Response>(const net::Request&)>;
    // Asked before the town answers by itself.
    void meddle(Answer);
    std::vector<net::Request> requests(std::string_view method) const;

    static json::object profile(const char* did);
    static json::object reference(const std::string& uri);
    // {"reply": …} of a record.
    static json::object answering(const std::string& root, const std::string& parent);
    static net::Response refusal(int status, const char* name, const char* message);

private:
    net::Response answer(const net::Request&);
    net::Response by_itself(const net::Request&);
    net::Response log_in(const net::Request&);
    net::Response notifications(const net::Request&) const;
    net::Response feed(const std::string& did) const;
    net::Response thread(const std::string& uri) const;
    net::Response one_record(const net::Request&) const;
    net::Response put(const json::value& input);
    net::Response erase(const json::value& input);
    json::array views() const;
    std::string keep(const char* did, const std::string& text, const json::object& more);

    struct Kept {
        json::object record, view;
    };
    mutable std::mutex mutex_;
    Answer meddle_;
    int number_ = 100, blobs_ = 0, sessions_ = 0;
    std::map<std::string, Kept> records_;  // by address
    json::array notifications_;            // oldest first
    std::vector<net::Request> requests_;
    std::unique_ptr<net::Server> server_;
};

}  // namespace channels::bluesky
