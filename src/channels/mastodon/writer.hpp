#pragma once
#include "channels/mastodon/own_posts.hpp"
#include "channels/mastodon/place.hpp"

namespace channels::mastodon {

// What leaves for one server.
class Writer {
public:
    Writer(Api& api, const Place& place, OwnPosts& own, const Clock& clock)
        : api_(api), place_(place), own_(own), clock_(clock) {}

    Receipt send(const model::Outgoing&);
    Sighting look_for(const model::Outgoing&);
    Receipt act(const model::Deed&);
    std::vector<model::Inbound> history(const std::string& handle, std::size_t count);

private:
    json::object body(const model::Outgoing&);
    Receipt follow(const model::Deed&);
    Receipt edit(const model::Deed&);
    Receipt erase(const model::Deed&);
    // The number an account has on our server; asks it to fetch an account it has not met.
    std::string account_id(const std::string& handle);

    Api& api_;
    const Place& place_;
    OwnPosts& own_;
    const Clock& clock_;
};

// The text with the name of whom it answers before it, or they would never hear of it. `us` is left out.
std::string addressed(const model::Outgoing&, const std::string& us);

}  // namespace channels::mastodon
