#include "api/problem.hpp"

#include "base/json.hpp"

namespace api {
std::string_view title(Code code) {
    switch (code) {
        case Code::bad_request:
            return "The request cannot be understood";
        case Code::unauthenticated:
            return "Please log in";
        case Code::forbidden:
            return "Not allowed";
        case Code::not_found:
            return "Not found";
        case Code::conflict:
            return "In conflict with what is there";
        case Code::gone:
            return "No longer there";
        case Code::too_large:
            return "Too large";
        case Code::rate_limited:
            return "Too many tries";
        case Code::unavailable:
            return "Not possible now";
        case Code::internal:
            return "Something went wrong here";
    }
    return "Something went wrong here";
}

int status(Code code) {
    switch (code) {
        case Code::bad_request:
            return 400;
        case Code::unauthenticated:
            return 401;
        case Code::forbidden:
            return 403;
        case Code::not_found:
            return 404;
        case Code::conflict:
            return 409;
        case Code::gone:
            return 410;
        case Code::too_large:
            return 413;
        case Code::rate_limited:
            return 429;
        case Code::unavailable:
            return 503;
        case Code::internal:
            return 500;
    }
    return 500;
}

net::Response problem(const Error& error) {
    json::object body{{"type", "about:blank"},
                      {"title", title(error.code())},
                      {"status", status(error.code())},
                      {"detail", error.text()},
                      {"code", name(error.code())}};
    if (!error.field().empty()) body["field"] = error.field();
    if (const auto* misread = dynamic_cast<const Misread*>(&error)) body["position"] = misread->position();
    net::Response response;
    response.status = status(error.code());
    response.headers.set("Content-Type", "application/problem+json");
    response.body = json::serialize(body);
    return response;
}
}  // namespace api
