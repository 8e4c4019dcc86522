#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "text/range.hpp"

namespace text {

enum class EntityKind { mention, hashtag, cashtag, link, email };

struct Entity {
    EntityKind kind;
    Range range;        // bytes, with the sign: "@ana", "#bread", "https://…"
    std::string value;  // without the sign: "ana", "bread", "https://…", "ana@x.example"
    bool operator==(const Entity&) const = default;
};

// plain: X's rules, "@ana" only. federated: also "@ana@town.example" and "@ana.town.example".
enum class Handles { plain, federated };

// What a text refers to, sorted, not overlapping (the link wins over the tag inside it). Follows the
// published extraction rules of twitter-text 3: links with and without a scheme whose host ends in a known
// top-level domain, hashtags in every script, mentions with the characters around them checked, cashtags of
// 1–6 letters. E-mail addresses are our addition. A mention of a list ("@ana/friends") has the value
// "ana/friends".
std::vector<Entity> entities(std::string_view text, Handles handles = Handles::plain);

// The values of one kind, in order, with repeats.
std::vector<std::string> values(const std::vector<Entity>&, EntityKind);

// Where a link leads: the link itself, or with "https://" before one that was written without a scheme.
std::string target(std::string_view link);

// True for the last label of a host ("com", "рф", "xn--p1ai") if it is a top-level domain; any case.
bool top_level_domain(std::string_view label);

}  // namespace text
