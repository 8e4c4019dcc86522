#include "api/routes.hpp"

namespace api {
namespace {
std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (auto part :
         {session_routes(), team_routes(), channel_routes(), authorisation_routes(), push_routes(),
          hook_routes(), quarantine_routes(), conversation_routes(), message_routes(), deed_routes(),
          remote_image_routes(), people_routes(), confirmation_routes(), search_routes(), topic_routes(),
          import_routes(), visit_routes(), block_routes(), system_routes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::string_view take_segment(std::string_view& path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& params) {
    while (!pattern.empty() && !path.empty()) {
        auto wanted = take_segment(pattern), given = take_segment(path);
        if (wanted.starts_with('{') && !given.empty())
            params[std::string(wanted.substr(1, wanted.size() - 2))] = given;
        else if (wanted != given)
            return false;
    }
    return pattern.empty() && path.empty();
}
}  // namespace

std::span<const Route> routes() {
    static const auto all = all_routes();
    return all;
}

Match match(net::Method method, std::string_view path) {
    Match found;
    auto wanted = method == net::Method::head ? net::Method::get : method;
    for (const auto& route : routes()) {
        std::map<std::string, std::string> params;
        if (!fits(route.pattern, path, params)) continue;
        found.path_known = true;
        if (route.method != wanted) continue;
        found.route = &route;
        found.params = std::move(params);
        break;
    }
    return found;
}
}  // namespace api
