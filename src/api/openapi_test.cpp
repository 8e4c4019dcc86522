// The description of the API is whole: what it names is there, and what is there it describes.
#include "api/openapi.hpp"

#include <set>

#include "api/routes.hpp"
#include "api/test_shapes.hpp"

namespace api {
namespace {
void collect(const json::value& value, std::set<std::string>& references) {
    if (value.is_array())
        for (const auto& each : value.as_array()) collect(each, references);
    if (!value.is_object()) return;
    for (const auto& [key, inner] : value.as_object()) {
        if (key == "$ref") references.emplace(inner.as_string());
        collect(inner, references);
    }
}

const json::object& operation(const json::object& document, std::string_view path, std::string_view method) {
    return document.at("paths").at(path).at(method).as_object();
}
}  // namespace

TEST(Openapi, names_nothing_that_is_not_there) {
    json::value document = openapi();
    std::set<std::string> references;
    collect(document, references);
    EXPECT_GT(references.size(), 40u);
    for (const auto& reference : references)
        EXPECT_NO_THROW(document.at_pointer(reference.substr(1))) << reference;
}

TEST(Openapi, has_no_shape_that_nothing_uses) {
    json::value document = openapi();
    std::set<std::string> references;
    collect(document, references);
    for (const auto& [name, shape] : schemas())
        EXPECT_TRUE(references.contains("#/components/schemas/" + std::string(name))) << name;
}

TEST(Openapi, shows_an_example_of_every_body_that_fits) {
    for (const auto& route : routes()) {
        if (route.request.empty()) continue;
        auto shown = example(route.request);
        ASSERT_TRUE(shown) << route.request << " has no example in examples.cpp";
        EXPECT_EQ(misfit(route.request, *shown), "");
    }
}

TEST(Openapi, describes_every_parameter) {
    auto document = openapi();
    for (const auto& [path, methods] : document.at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object())
            for (const auto& parameter : operation.at("parameters").as_array())
                EXPECT_TRUE(parameter.as_object().contains("$ref") ||
                            parameter.as_object().contains("description"))
                    << method << " " << path << ": " << parameter << " is not in parameters.cpp";
}

TEST(Openapi, says_who_may_and_with_what_success_and_failure_are_told) {
    auto document = openapi();
    const auto& invite = operation(document, "/api/invitations", "post");
    EXPECT_EQ(invite.at("x-least-role"), "admin");
    EXPECT_TRUE(invite.at("responses").as_object().contains("201"));
    for (auto status : {"400", "401", "403", "409", "default"})
        EXPECT_TRUE(invite.at("responses").as_object().contains(status)) << status;
    EXPECT_EQ(operation(document, "/api/session", "post").at("security").as_array().size(), 0u);
    EXPECT_TRUE(operation(document, "/api/session", "delete").at("responses").as_object().contains("204"));
}
}  // namespace api
