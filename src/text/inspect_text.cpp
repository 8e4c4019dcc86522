#include "text/inspect_text.hpp"

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/language.hpp"
#include "text/length.hpp"

namespace text {
namespace {
json::array listed(const std::vector<Entity>& all, EntityKind kind) {
    json::array out;
    // Of a list ("ana/friends") the mention is its owner; nothing else that has a sign holds a slash.
    for (const auto& value : values(all, kind))
        out.push_back(json::value(kind == EntityKind::mention ? value.substr(0, value.find('/')) : value));
    return out;
}
}  // namespace

json::object describe(std::string_view line) {
    auto clean = to_utf8(line);
    auto found = entities(clean);
    auto spoken = language(clean);
    return {{"text", clean},
            {"mentions", listed(found, EntityKind::mention)},
            {"hashtags", listed(found, EntityKind::hashtag)},
            {"cashtags", listed(found, EntityKind::cashtag)},
            {"links", listed(found, EntityKind::link)},
            {"emails", listed(found, EntityKind::email)},
            {"length", weighted_length(clean)},
            {"language", spoken.empty() ? json::value() : json::value(spoken)}};
}
}  // namespace text
