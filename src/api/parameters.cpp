#include "api/openapi.hpp"

// What can stand in the path and in the query of an address, a line each.
namespace api {
namespace {
struct Parameter {
    std::string_view name, type, help;
};

constexpr Parameter in_path[] = {
    {"id", "id", "The id, decimal digits as text"},
    {"token", "text", "The secret part of the link"},
    {"label", "text", "The name of a label"},
    {"client", "text", "The id of a network"},
    {"name", "text", "The name"},
    {"key", "text", "Of the chat window, from its script tag; of a channel that is called, from its address"},
};

constexpr Parameter in_query[] = {
    {"limit", "limit", "How many at most: 1 to 200, 50 when left out"},
    {"cursor", "text", "The `next` of the page before"},
    {"before", "id", "Only what is older than this"},
    {"since", "text",
     "Events: begin after this number, which a browser says in Last-Event-ID; audit: from this time on"},
    {"until", "text", "Up to this time"},
    {"q", "text", "What to look for; from: in: has: before: after: assigned: is: narrow it"},
    {"view", "text", "open, mine, unassigned, snoozed, closed, failed, heard or all"},
    {"order", "text", "Conversations: newest, oldest or waiting; people: recent or name"},
    {"channel", "id", "Only this channel"},
    {"label", "text", "Only with this label"},
    {"network", "text", "Only this network"},
    {"person", "id", "Only this person"},
    {"actor", "text", "Only by this member, key or program"},
    {"action", "text", "Only this kind of change"},
    {"format", "text", "The id of one of /api/formats"},
    {"name", "text", "The name of the file"},
    {"type", "text", "Its media type"},
    {"address", "text", "The address of the image, as it stands in the message"},
    {"description", "text", "What is on it, for those who cannot see it"},
    {"state", "text",
     "A login at a network: the word that was given to it; deliveries: only those that are queued, sending, "
     "delivered or failed"},
    {"iss", "text", "Who at the network sends the member back"},
    {"code", "text", "What the network gives to be exchanged for a login"},
    {"error", "text", "Why the network did not let us in"},
    {"error_description", "text", "The same in its own words"},
    {"inline", "text", "1: to be shown in a page, where it is a safe image"},
};

json::object typed(std::string_view type) {
    if (type == "limit") return {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}, {"default", 50}};
    if (type == "id") return {{"type", "string"}, {"pattern", "^[1-9][0-9]*$"}};
    return {{"type", "string"}};
}

json::object described(std::span<const Parameter> known, std::string_view name, std::string_view where) {
    auto found = std::find_if(known.begin(), known.end(), [&](const auto& p) { return p.name == name; });
    json::object out{{"name", name}, {"in", where}, {"required", where == "path"}};
    if (found != known.end()) out["description"] = found->help;
    out["schema"] = typed(found == known.end() ? "text" : found->type);
    return out;
}
}  // namespace

json::object path_parameter(std::string_view name) {
    return described(in_path, name, "path");
}

json::object query_parameter(std::string_view name) {
    return described(in_query, name, "query");
}

json::object header_parameters() {
    return {
        {"Workspace", json::object{{"name", "Rapport-Workspace"},
                                   {"in", "header"},
                                   {"description", "The workspace meant; a member's first one when left out"},
                                   {"schema", typed("id")}}},
        {"IdempotencyKey",
         json::object{
             {"name", "Idempotency-Key"},
             {"in", "header"},
             {"description",
              "Any text of one's own, at most 200 characters: repeating the request with the same key "
              "does nothing twice and gives the same answer"},
             {"schema", json::object{{"type", "string"}, {"maxLength", 200}}}}}};
}
}  // namespace api
