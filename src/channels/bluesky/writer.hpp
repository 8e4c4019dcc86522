#pragma once
#include "channels/bluesky/api.hpp"
#include "channels/bluesky/syntax.hpp"

namespace channels::bluesky {

// What leaves for the account's repository. Every record gets a key made of ours, so that making it twice is
// making it once, and an unsure end can be looked up.
class Writer {
public:
    explicit Writer(Api& api) : api_(api) {}

    Receipt send(const model::Outgoing&);
    Sighting look_for(const model::Outgoing&);
    Receipt act(const model::Deed&);
    std::vector<model::Inbound> history(const std::string& did, std::size_t count);

private:
    json::object record(const model::Outgoing&);
    json::object reply_to(const std::string& parent);
    json::object embed(const model::Outgoing&);
    json::object quoted(const std::string& text);
    std::string addressed(const model::Outgoing&);
    std::string did_of(const std::string& handle);
    std::string handle_of(const std::string& did);
    std::optional<json::value> post(const std::string& uri);
    json::value existing(const std::string& uri);
    std::optional<json::value> our_record(const AtUri&);
    Receipt react(const model::Deed&);
    Receipt follow(const model::Deed&);
    void put(const AtUri&, json::object record);
    void erase(const std::string& uri);

    Api& api_;
};

}  // namespace channels::bluesky
