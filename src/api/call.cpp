#include <charconv>

#include "api/app.hpp"
#include "base/error.hpp"

namespace api {
Id Call::id(const std::string& name) const {
    auto found = params.find(name);
    auto parsed = found == params.end() ? std::nullopt : Id::parse(found->second);
    if (!parsed) throw Error{Code::not_found, "There is nothing with this id."};
    return *parsed;
}

Id Call::member() const {
    if (!actor.member)
        throw Error{Code::forbidden,
                    "An API key has no drafts, views or reading of its own; log in as a member."};
    return actor.member;
}

std::string Call::query(const std::string& name) const {
    auto found = request.query.find(name);
    return found == request.query.end() ? "" : found->second;
}

std::size_t Call::limit() const {
    auto text = query("limit");
    if (text.empty()) return 50;
    std::size_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > 200)
        throw Error{Code::bad_request, "limit: must be a number from 1 to 200."}.at("limit");
    return value;
}

Body Call::body() const {
    return Body::parse(request.body.empty() ? "{}" : request.body);
}

std::string own_origin(const net::Request& request) {
    auto host = request.headers.get("Host");
    return host.empty() ? "" : fmt::format("{}://{}", request.secure ? "https" : "http", host);
}

net::Response answer(const json::value& body, int status) {
    net::Response response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.body = json::serialize(body);
    return response;
}

net::Response nothing() {
    net::Response response;
    response.status = 204;
    return response;
}
}  // namespace api
