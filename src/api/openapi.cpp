#include "api/openapi.hpp"

#include "api/routes.hpp"

namespace api {
namespace {
json::object reference(std::string_view shape) {
    return {{"$ref", "#/components/schemas/" + std::string(shape)}};
}

json::object json_content(json::object schema) {
    return {{"application/json", json::object{{"schema", std::move(schema)}}}};
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

json::object parameter(std::string_view name, std::string_view where) {
    return {{"name", name},
            {"in", where},
            {"required", where == "path"},
            {"schema", json::object{{"type", "string"}}}};
}

json::array parameters(const Route& route) {
    json::array all;
    for (auto rest = route.pattern; rest.find('{') != rest.npos;) {
        rest.remove_prefix(rest.find('{') + 1);
        all.push_back(parameter(rest.substr(0, rest.find('}')), "path"));
    }
    for (auto rest = route.query; !rest.empty();) {
        auto name = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
        all.push_back(parameter(name, "query"));
    }
    return all;
}

std::string operation_id(const Route& route) {
    std::string id(net::name(route.method));
    for (auto& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (char c : route.pattern) id += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return id;
}

json::object operation(const Route& route) {
    json::object answers;
    auto success =
        route.response.empty()
            ? json::object{{"description", "Done"}}
            : json::object{{"description", "Done"}, {"content", json_content(answer_schema(route.response))}};
    answers["200"] = success;
    answers["default"] = json::object{
        {"description", "What is wrong, where, and what to do"},
        {"content",
         json::object{{"application/problem+json", json::object{{"schema", reference("Problem")}}}}}};
    json::object out{{"operationId", operation_id(route)},
                     {"summary", route.summary},
                     {"parameters", parameters(route)},
                     {"responses", answers}};
    if (!route.request.empty())
        out["requestBody"] =
            json::object{{"required", true}, {"content", json_content(reference(route.request))}};
    if (route.access.open)
        out["security"] = json::array{};
    else
        out["x-least-role"] = store::name(route.access.least);
    return out;
}

std::string lower(std::string_view name) {
    std::string out(name);
    for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}
}  // namespace

json::object openapi() {
    json::object paths;
    for (const auto& route : routes()) {
        auto& path = paths[route.pattern];
        if (!path.is_object()) path = json::object{};
        path.as_object()[lower(net::name(route.method))] = operation(route);
    }
    return {{"openapi", "3.1.0"},
            {"info",
             json::object{
                 {"title", "Rapport"},
                 {"version", "0.1.0"},
                 {"description",
                  "Every conversation a company has, on every network. Ids are decimal text, times RFC 3339. "
                  "Every write takes an Idempotency-Key."}}},
            {"paths", paths},
            {"components",
             json::object{{"schemas", schemas()},
                          {"securitySchemes",
                           json::object{{"key", json::object{{"type", "http"}, {"scheme", "bearer"}}},
                                        {"session", json::object{{"type", "apiKey"},
                                                                 {"in", "cookie"},
                                                                 {"name", "rapport_session"}}}}}}},
            {"security",
             json::array{json::object{{"key", json::array{}}}, json::object{{"session", json::array{}}}}}};
}
}  // namespace api
