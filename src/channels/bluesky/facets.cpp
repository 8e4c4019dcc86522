#include "channels/bluesky/facets.hpp"

#include <algorithm>

#include "channels/bluesky/syntax.hpp"
#include "text/entities.hpp"
#include "text/length.hpp"

namespace channels::bluesky {
namespace {
using text::Entity;
using text::EntityKind;
constexpr std::size_t longest_tag = 64, longest_tag_bytes = 640;

bool of_handle(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

// A handle may end in whatever domain: that its account can be found decides, and not a list of domains.
std::vector<Entity> mentions(const std::string& text) {
    std::vector<Entity> all;
    for (auto sign = text.find('@'); sign != text.npos; sign = text.find('@', sign + 1)) {
        if (sign > 0 && (of_handle(text[sign - 1]) || text[sign - 1] == '_' || text[sign - 1] == '/'))
            continue;
        auto end = sign + 1;
        while (end < text.size() && of_handle(text[end])) ++end;
        while (end > sign + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
        auto name = text.substr(sign + 1, end - sign - 1);
        bool another = end < text.size() && text[end] == '@';
        if (is_handle(name) && !another) all.push_back({EntityKind::mention, {sign, end}, name});
    }
    return all;
}

bool fits(const Entity& entity) {
    if (entity.kind == EntityKind::link) return true;
    return entity.kind == EntityKind::hashtag && entity.value.size() <= longest_tag_bytes &&
           text::graphemes(entity.value) <= longest_tag;
}

// Mentions first: what overlaps one is left out.
std::vector<Entity> referred(const std::string& text) {
    auto all = mentions(text);
    auto overlaps = [&all](const Entity& one) {
        return std::any_of(all.begin(), all.end(), [&](const Entity& other) {
            return one.range.begin < other.range.end && other.range.begin < one.range.end;
        });
    };
    for (auto& each : text::entities(text, text::Handles::federated))
        if (fits(each) && !overlaps(each)) all.push_back(std::move(each));
    std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.range.begin < b.range.begin; });
    return all;
}

json::object feature(const Entity& entity, const std::function<std::string(const std::string&)>& did_of) {
    if (entity.kind == EntityKind::link)
        return {{"$type", "app.bsky.richtext.facet#link"}, {"uri", text::target(entity.value)}};
    if (entity.kind == EntityKind::hashtag)
        return {{"$type", "app.bsky.richtext.facet#tag"}, {"tag", entity.value}};
    auto did = did_of(entity.value);
    return did.empty() ? json::object{}
                       : json::object{{"$type", "app.bsky.richtext.facet#mention"}, {"did", did}};
}
}  // namespace

json::array facets(const std::string& text, const std::function<std::string(const std::string&)>& did_of) {
    json::array all;
    for (const auto& entity : referred(text)) {
        auto what = feature(entity, did_of);
        if (what.empty()) continue;
        all.push_back(
            json::object{{"index", json::object{{"byteStart", static_cast<std::int64_t>(entity.range.begin)},
                                                {"byteEnd", static_cast<std::int64_t>(entity.range.end)}}},
                         {"features", json::array{std::move(what)}}});
    }
    return all;
}
}  // namespace channels::bluesky
