#include "api/openapi.hpp"

#include "api/problem.hpp"
#include "api/routes.hpp"

namespace api {
namespace {
json::object to(std::string_view kind, std::string_view name) {
    return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

json::object reference(std::string_view shape) {
    return to("schemas", shape);
}

json::object content(std::string_view media_type, json::object schema) {
    return {{media_type, json::object{{"schema", std::move(schema)}}}};
}

// "[Person]" is a page of them, "Person[]" all of them, "Person?" one or null.
json::object answer_schema(std::string_view response) {
    if (response.ends_with('?'))
        return {{"oneOf", json::array{reference(response.substr(0, response.size() - 1)),
                                      json::object{{"type", "null"}}}}};
    if (response.ends_with("[]"))
        return {{"type", "array"}, {"items", reference(response.substr(0, response.size() - 2))}};
    if (!response.starts_with('[')) return reference(response);
    auto items =
        json::object{{"type", "array"}, {"items", reference(response.substr(1, response.size() - 2))}};
    return {{"type", "object"},
            {"properties",
             json::object{{"items", items}, {"next", json::object{{"type", json::array{"string", "null"}}}}}},
            {"required", json::array{"items", "next"}}};
}

template <class F>
void each_word(std::string_view text, F&& f) {
    while (!text.empty()) {
        auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        f(word);
    }
}

bool writes(const Route& route) {
    return route.method != net::Method::get;
}

json::array parameters(const Route& route) {
    json::array all;
    for (auto rest = route.pattern; rest.find('{') != rest.npos;) {
        rest.remove_prefix(rest.find('{') + 1);
        all.push_back(path_parameter(rest.substr(0, rest.find('}'))));
    }
    each_word(route.query, [&](auto name) { all.push_back(query_parameter(name)); });
    if (!route.access.open) all.push_back(to("parameters", "Workspace"));
    if (!route.access.open && writes(route)) all.push_back(to("parameters", "IdempotencyKey"));
    return all;
}

std::string lower(std::string_view name) {
    std::string out(name);
    for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string operation_id(const Route& route) {
    auto id = lower(net::name(route.method));
    for (char c : route.pattern) id += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return id;
}

// The first word of the address, by which the reference is divided.
std::string tag(const Route& route) {
    auto rest = route.pattern.starts_with("/api/")    ? route.pattern.substr(5)
                : route.pattern.starts_with("/chat/") ? route.pattern.substr(1)
                                                      : "server";
    auto word = rest.substr(0, rest.find('/'));
    return std::string(word == "openapi.json" || word == "events" ? "server" : word);
}

json::object success_answer(const Route& route) {
    json::object out{{"description", "Done"}};
    if (route.response.empty()) return out;
    auto schema = route.response == "application/json" ? json::object{{"type", "object"}}
                  : is_media_type(route.response)      ? json::object{{"type", "string"}}
                                                       : answer_schema(route.response);
    out["content"] =
        content(is_media_type(route.response) ? route.response : "application/json", std::move(schema));
    return out;
}

json::object answers(const Route& route) {
    json::object out{{std::to_string(success(route)), success_answer(route)}};
    auto problem = [&](Code code) { out[std::to_string(status(code))] = to("responses", name(code)); };
    if (!route.request.empty() || !route.query.empty() || route.takes != Takes::document)
        problem(Code::bad_request);
    if (!route.access.open) problem(Code::unauthenticated), problem(Code::forbidden);
    if (route.pattern.find('{') != route.pattern.npos) problem(Code::not_found);
    if (writes(route)) problem(Code::conflict);
    out["default"] = to("responses", "problem");
    return out;
}

json::object request_body(const Route& route) {
    if (route.takes != Takes::document)
        return {{"required", true}, {"content", json::object{{"application/octet-stream", json::object{}}}}};
    auto body = content("application/json", reference(route.request));
    if (auto shown = example(route.request)) body["application/json"].as_object()["example"] = *shown;
    return {{"required", true}, {"content", body}};
}

json::object operation(const Route& route) {
    json::object out{{"operationId", operation_id(route)},
                     {"tags", json::array{tag(route)}},
                     {"summary", route.summary},
                     {"parameters", parameters(route)},
                     {"responses", answers(route)}};
    if (!route.request.empty() || route.takes != Takes::document) out["requestBody"] = request_body(route);
    if (route.access.open)
        out["security"] = json::array{};
    else
        out["x-least-role"] = store::name(route.access.least);
    return out;
}

json::object problem_responses() {
    auto response = [](std::string_view description) {
        return json::object{{"description", description},
                            {"content", content("application/problem+json", reference("Problem"))}};
    };
    json::object out{{"problem", response("What is wrong, where, and what to do (RFC 9457)")}};
    for (auto code :
         {Code::bad_request, Code::unauthenticated, Code::forbidden, Code::not_found, Code::conflict})
        out[name(code)] = response(title(code));
    return out;
}

json::object security_schemes() {
    return {{"key", json::object{{"type", "http"},
                                 {"scheme", "bearer"},
                                 {"description", "An API key from Settings, for programs"}}},
            {"session", json::object{{"type", "apiKey"},
                                     {"in", "cookie"},
                                     {"name", "rapport_session"},
                                     {"description", "What a browser gets from POST /api/session"}}}};
}

json::object paths() {
    json::object all;
    for (const auto& route : routes()) {
        auto& path = all[route.pattern];
        if (!path.is_object()) path = json::object{};
        path.as_object()[lower(net::name(route.method))] = operation(route);
    }
    return all;
}

json::object info() {
    return {{"title", "Rapport"},
            {"version", "0.1.0"},
            {"license", json::object{{"name", "GNU Affero General Public License"},
                                     {"identifier", "AGPL-3.0-or-later"}}},
            {"description",
             "Every conversation a company has, on every network. Ids are decimal text, times RFC 3339. "
             "Every write takes an Idempotency-Key; what is wrong is said as problem details (RFC 9457)."}};
}
}  // namespace

json::object openapi() {
    return {{"openapi", "3.1.0"},
            {"info", info()},
            {"servers", json::array{json::object{{"url", "/"}}}},
            {"paths", paths()},
            {"components", json::object{{"schemas", schemas()},
                                        {"parameters", header_parameters()},
                                        {"responses", problem_responses()},
                                        {"securitySchemes", security_schemes()}}},
            {"security",
             json::array{json::object{{"key", json::array{}}}, json::object{{"session", json::array{}}}}}};
}
}  // namespace api
