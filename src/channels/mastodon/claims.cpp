#include "channels/mastodon/claims.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace channels::mastodon {
namespace {
using Kind = model::Claim::Kind;
constexpr std::size_t most_claims = 8, longest = 500, longest_html = 20'000;

// Where the links of a piece of HTML lead; those of hashtags say nothing about anybody.
std::vector<std::string> links(std::string_view html) {
    constexpr std::string_view begin = "href=\"";
    std::vector<std::string> all;
    if (html.find("href") == html.npos) return all;
    auto clean = text::sanitise(prefix(html, longest_html)).html;
    for (auto at = clean.find(begin); at != clean.npos; at = clean.find(begin, at)) {
        at += begin.size();
        auto address = text::to_text(clean.substr(at, clean.find('"', at) - at));
        bool tag = address.find("/tags/") != address.npos || address.find("/tag/") != address.npos;
        if (!tag) all.push_back(std::move(address));
    }
    return all;
}

// Handles with their host and mail addresses.
std::vector<std::string> named(std::string_view plain) {
    std::vector<std::string> all;
    if (plain.find('@') == plain.npos) return all;
    for (const auto& each : text::entities(plain, text::Handles::federated)) {
        bool whole = each.kind == text::EntityKind::mention && each.value.find('@') != each.value.npos;
        if (whole) all.push_back("@" + each.value);
        if (each.kind == text::EntityKind::email) all.push_back(each.value);
    }
    return all;
}

class Found {
public:
    void add(Kind kind, const std::vector<std::string>& all, bool verified = false) {
        for (auto says : all) {
            says = text::collapse(says);
            std::erase(says, '\0');
            bool known = std::any_of(claims.begin(), claims.end(), [&](auto& c) { return c.says == says; });
            if (!known && !says.empty() && says.size() <= longest && claims.size() < most_claims)
                claims.push_back({kind, says, verified});
        }
    }
    std::vector<model::Claim> claims;
};
}  // namespace

std::vector<model::Claim> claims(const json::value& account) {
    Found found;
    for (const auto& field : json::list(account, "fields")) {
        auto value = json::text(field, "value");
        auto led = links(value);
        found.add(Kind::rel_me, led, !json::text(field, "verified_at").empty() && led.size() == 1);
        if (led.empty()) found.add(Kind::bio, named(text::to_text(prefix(value, longest_html))));
    }
    auto note = json::text(account, "note");
    found.add(Kind::bio, links(note));
    if (note.find('@') != note.npos) found.add(Kind::bio, named(text::to_text(prefix(note, longest_html))));
    return std::move(found.claims);
}
}  // namespace channels::mastodon
