#include "courier/claims.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "channels/connector.hpp"

namespace courier {
namespace {
// Who says more than this of himself says nothing more.
constexpr std::size_t most_claims = 40;
constexpr std::size_t longest = 500;

std::optional<model::Handle> read(const channels::Network& network, const std::string& says) {
    try {
        return model::Handle{std::string(network.id), network.canonical(says)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::vector<model::Handle> may_mean(const model::Claim& claim) {
    std::vector<model::Handle> all;
    for (const auto* network : channels::networks()) {
        bool fits = network->canonical && (claim.network.empty() || claim.network == network->id);
        if (auto handle = fits ? read(*network, claim.says) : std::nullopt) all.push_back(std::move(*handle));
    }
    return all;
}

bool readable(const model::Claim& claim) {
    return !claim.says.empty() && claim.says.size() <= longest && is_utf8(claim.says) &&
           claim.says.find('\0') == std::string::npos;
}
}  // namespace

void Claims::hear(const store::Identity& who, const std::vector<model::Claim>& claims) {
    if (!claims.empty()) authors_[who.id] = {who, claims};
}

void Claims::keep() {
    if (authors_.empty()) return;
    std::vector<Id> ids;
    for (const auto& [id, author] : authors_) ids.push_back(id);
    std::unordered_map<Id, std::vector<store::Claim>> known;
    for (auto& each : store::claims_of(change_.tx, change_.workspace, ids))
        known[each.identity].push_back(std::move(each));
    for (const auto& [id, author] : authors_)
        if (keep_new(author, known[id])) change_.tell(model::PersonChanged{author.identity.person});
    authors_.clear();
}

bool Claims::keep_new(const Author& author, const std::vector<store::Claim>& known) {
    bool news = false;
    auto room = most_claims - std::min(most_claims, known.size());
    std::vector<std::pair<model::Claim::Kind, std::string>> added;
    for (const auto& claim : author.claims) {
        auto before = std::find_if(known.begin(), known.end(), [&](const store::Claim& each) {
            return each.claim.kind == claim.kind && each.claim.says == claim.says;
        });
        if (before != known.end()) {
            bool now_verified = claim.verified && !before->claim.verified;
            if (now_verified) store::verify_claim(change_, before->id), news = true;
            continue;
        }
        std::pair key{claim.kind, claim.says};
        bool twice = std::find(added.begin(), added.end(), key) != added.end();
        if (twice || room == 0 || !readable(claim)) continue;
        store::add_claim(change_, author.identity.id, claim, may_mean(claim));
        added.push_back(std::move(key)), --room, news = true;
    }
    return news;
}
}  // namespace courier
