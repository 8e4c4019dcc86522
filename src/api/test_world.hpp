#pragma once
#include "api/test_house.hpp"

namespace api {

// For tests only: a workspace with one of everything that a route can be pointed at.
struct World {
    std::string word;  // stands in every text of this workspace and of no other
    store::Actor owner;
    std::map<store::Role, store::Actor> members;
    std::map<store::Role, Caller> sessions, keys;
    // By the part of the path that comes before it: "people" → an id. "messages" is a message on its way.
    std::map<std::string, std::string> ids;

    // The path of a route, pointing at what is here, with the query it wants.
    std::string path(const Route&) const;
    // A body that the route accepts; "" when it takes none.
    std::string body(const Route&) const;
};

class EachWorld : public EachApi {
protected:
    World world(std::string_view word);
    // All that may call in this world: sessions, then keys, from the least role up.
    static std::vector<Caller> callers(const World&);
};

std::string title(const Route&);  // "PUT /api/people/{id}"

}  // namespace api
