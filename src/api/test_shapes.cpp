#include "api/test_shapes.hpp"

#include "api/openapi.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace api {
namespace {
std::string check(const json::object& schema, const json::value& value, const std::string& at);

std::string type_of(const json::value& value) {
    if (value.is_null()) return "null";
    if (value.is_string()) return "string";
    if (value.is_bool()) return "boolean";
    if (value.is_array()) return "array";
    if (value.is_object()) return "object";
    return value.is_double() ? "number" : "integer";
}

bool allows(const json::value& types, const std::string& type) {
    auto same = [&](const json::value& each) {
        return each.as_string() == type || (each.as_string() == "number" && type == "integer");
    };
    if (types.is_string()) return same(types);
    return std::any_of(types.as_array().begin(), types.as_array().end(), same);
}

std::string check_map(const json::object& schema, const json::object& value, const std::string& at) {
    const auto* each = schema.if_contains("additionalProperties");
    if (!each || !each->is_object()) return "";
    for (const auto& [name, member] : value)
        if (auto wrong = check(each->as_object(), member, at + "." + std::string(name)); !wrong.empty())
            return wrong;
    return "";
}

std::string check_object(const json::object& schema, const json::object& value, const std::string& at) {
    const auto* properties = schema.if_contains("properties");
    if (!properties) return check_map(schema, value, at);
    for (const auto& name : schema.at("required").as_array())
        if (!value.contains(name.as_string()))
            return at + "." + std::string(name.as_string()) + " is missing";
    for (const auto& [name, member] : value) {
        const auto* known = properties->as_object().if_contains(name);
        if (!known) return at + "." + std::string(name) + " is not in the shape";
        auto wrong = check(known->as_object(), member, at + "." + std::string(name));
        if (!wrong.empty()) return wrong;
    }
    return "";
}

std::string check_text(const json::object& schema, std::string_view text, const std::string& at) {
    if (schema.contains("format") && !Time::parse(text)) return at + " is no time: " + std::string(text);
    if (schema.contains("pattern") && !Id::parse(text)) return at + " is no id: " + std::string(text);
    const auto* words = schema.if_contains("enum");
    if (words && std::find(words->as_array().begin(), words->as_array().end(), json::value(text)) ==
                     words->as_array().end())
        return at + " is none of the words it may be: " + std::string(text);
    return "";
}

std::string check(const json::object& schema, const json::value& value, const std::string& at) {
    if (const auto* reference = schema.if_contains("$ref")) {
        auto name =
            std::string_view(reference->as_string()).substr(std::string_view("#/components/schemas/").size());
        static const auto all = schemas();
        if (!all.contains(name)) return at + ": there is no shape " + std::string(name);
        return check(all.at(name).as_object(), value, at);
    }
    if (const auto* either = schema.if_contains("oneOf"))
        return value.is_null() ? "" : check(either->as_array().at(0).as_object(), value, at);
    const auto* types = schema.if_contains("type");
    if (types && !allows(*types, type_of(value)))
        return at + " is " + type_of(value) + ", not " + json::serialize(*types);
    if (value.is_object()) return check_object(schema, value.as_object(), at);
    if (value.is_string()) return check_text(schema, std::string_view(value.as_string()), at);
    if (value.is_array() && schema.contains("items"))
        for (std::size_t i = 0; i < value.as_array().size(); ++i)
            if (auto wrong =
                    check(schema.at("items").as_object(), value.as_array()[i], fmt::format("{}[{}]", at, i));
                !wrong.empty())
                return wrong;
    return "";
}

json::object reference(std::string_view shape) {
    return {{"$ref", "#/components/schemas/" + std::string(shape)}};
}
}  // namespace

std::string misfit(std::string_view shape, const json::value& value) {
    if (shape.ends_with('?')) return value.is_null() ? "" : misfit(shape.substr(0, shape.size() - 1), value);
    if (shape.ends_with("[]"))
        return check({{"type", "array"}, {"items", reference(shape.substr(0, shape.size() - 2))}}, value,
                     "list");
    if (!shape.starts_with('[')) return check(reference(shape), value, std::string(shape));
    const auto* items = json::find(value, {"items"});
    if (!items || !items->is_array() || value.as_object().size() != 2) return "is no page of items and next";
    json::object list{{"type", "array"}, {"items", reference(shape.substr(1, shape.size() - 2))}};
    return check(list, *items, "items");
}
}  // namespace api
