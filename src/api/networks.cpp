#include "api/networks.hpp"

namespace api {
namespace {
constexpr std::string_view type_names[] = {"text", "secret", "number",  "choice",
                                           "flag", "url",    "address", "host"};
constexpr std::string_view counting_names[] = {"none", "graphemes", "weighted"};

json::object show(const channels::Option& o) {
    return {{"key", o.key},
            {"label", o.label},
            {"help", o.help},
            {"type", type_names[static_cast<std::size_t>(o.type)]},
            {"required", o.required},
            {"fallback", o.fallback},
            {"choices", json::array(o.choices.begin(), o.choices.end())},
            {"placeholder", o.placeholder}};
}
}  // namespace

json::object show(const channels::Network& n) {
    json::array options;
    for (const auto& option : n.options) options.push_back(show(option));
    const auto& can = n.can;
    return {{"id", n.id},
            {"label", n.label},
            {"help", n.help},
            {"visibility", model::name(n.visibility)},
            {"connectable", n.open != nullptr},
            {"limits", json::object{{"characters", n.limits.characters},
                                    {"counting", counting_names[static_cast<std::size_t>(n.limits.counting)]},
                                    {"attachments", n.limits.attachments},
                                    {"attachment_bytes", n.limits.attachment_bytes}}},
            {"can", json::object{{"receive", can.receive},
                                 {"reply", can.reply},
                                 {"start", can.start},
                                 {"subject", can.subject},
                                 {"html", can.html},
                                 {"attach", can.attach},
                                 {"direct_message", can.direct_message},
                                 {"repost", can.repost},
                                 {"like", can.like},
                                 {"edit", can.edit},
                                 {"erase", can.erase}}},
            {"options", options}};
}
}  // namespace api
