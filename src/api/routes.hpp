#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "api/app.hpp"
#include "store/actor.hpp"

namespace api {

// Who may call: anybody, or a member with at least this role in the workspace.
struct Access {
    bool open = false;
    store::Role least = store::Role::owner;
    bool visitor = false;  // anybody on a page that may show the chat window; see visits.hpp
};
constexpr Access guest{true, store::Role::viewer, true};
constexpr Access anybody{true, store::Role::viewer};
constexpr Access viewer{false, store::Role::viewer}, agent{false, store::Role::agent},
    admin{false, store::Role::admin}, owner{false, store::Role::owner};

// What a route's body is, and so how large it may be: a document of at most 1 MiB, a file of at most
// 32 MiB, an archive that goes to the disk, a file of a visitor of at most 10 MiB.
enum class Takes { document, file, archive, visitor_file };

struct Route {
    net::Method method;
    std::string_view pattern;  // "/api/people/{id}"
    Access access;
    Handler handler;
    std::string_view summary;
    std::string_view request = {};   // name of the body's schema, if it has one
    std::string_view response = {};  // name of the answer's schema: "Person"; "[Person]" a page of them,
                                     // "Person[]" a list, "Person?" or null; or its media type
    std::string_view query = {};     // names of query parameters, space-separated; see parameters.cpp
    Takes takes = Takes::document;
    int status = 0;  // the status of success where it is neither 200 nor 204
};

// Schemas have a name, what is no JSON has a media type.
constexpr bool is_media_type(std::string_view promised) {
    return promised.find('/') != promised.npos;
}
// The status with which success is told.
constexpr int success(const Route& route) {
    return route.status ? route.status : route.response.empty() ? 204 : 200;
}

// The whole API; each resource's file contributes its part.
std::span<const Route> routes();

// The route and the parameters of its path. `path_known` says whether any method fits the path.
struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string> params;
    bool path_known = false;
};
Match match(net::Method, std::string_view path);

// The parts, each defined beside its handlers.
std::span<const Route> session_routes();
std::span<const Route> team_routes();
std::span<const Route> channel_routes();
std::span<const Route> push_routes();
std::span<const Route> hook_routes();
std::span<const Route> quarantine_routes();
std::span<const Route> authorisation_routes();
std::span<const Route> conversation_routes();
std::span<const Route> message_routes();
std::span<const Route> remote_image_routes();
std::span<const Route> deed_routes();
std::span<const Route> people_routes();
std::span<const Route> confirmation_routes();
std::span<const Route> search_routes();
std::span<const Route> topic_routes();
std::span<const Route> import_routes();
std::span<const Route> visit_routes();
std::span<const Route> block_routes();
std::span<const Route> system_routes();

}  // namespace api
