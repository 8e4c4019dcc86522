#include "people/claims.hpp"

#include "channels/connector.hpp"
#include "people/people.hpp"
#include "people/suggest.hpp"

namespace people {
namespace {
using Kind = model::Claim::Kind;
constexpr std::size_t most_at_once = 200, most_meant = 10;
// A handle that so many call their own says nothing about any of them.
constexpr std::size_t most_claimants = 20;

bool seen_by_network(const store::Claim& c) {
    return c.claim.kind == Kind::rel_me && c.claim.verified;
}

bool signed_for(const store::Claim& c) {
    return c.claim.kind == Kind::signed_ && c.claim.verified && !c.claim.network.empty();
}

// A domain is held as long as the handle is called by it.
bool holds_domain(const store::Identity& who, const store::Claim& c) {
    std::string_view called = who.called();
    if (called.starts_with('@')) called.remove_prefix(1);
    return c.claim.kind == Kind::domain && c.claim.verified && called == c.claim.says;
}

double weight(const model::Claim& claim) {
    if (claim.kind == Kind::rel_me) return claim.verified ? 0.9 : 0.6;
    if (claim.kind == Kind::domain) return claim.verified ? 0.8 : 0.5;
    return claim.kind == Kind::signed_ ? 0.6 : 0.5;
}

std::string network_of(const store::Identity& who) {
    const auto* known = channels::network(who.network);
    return known ? std::string(known->label) : who.network;
}

std::string named(const store::Identity& who) {
    return fmt::format("{} ({})", who.called(), network_of(who));
}

std::string sentence(const store::Identity& who, const model::Claim& claim) {
    auto what = named(who);
    if (claim.kind == Kind::signed_)
        return fmt::format("Our own site vouches that {} is {}.", what, claim.says);
    if (claim.kind == Kind::domain) return fmt::format("{} has proven to hold {}.", what, claim.says);
    if (claim.verified)
        return fmt::format(
            "The profile of {} links to {}, and its server has seen that the page there links back.", what,
            claim.says);
    return fmt::format("The profile of {} {} {}; nothing from there confirms it.", what,
                       claim.kind == Kind::rel_me ? "links to" : "names", claim.says);
}

store::Evidence reason(const store::Identity& who, const store::Claim& c) {
    return {std::string(model::name(c.claim.kind)), sentence(who, c.claim), weight(c.claim)};
}

class Scales {
public:
    explicit Scales(store::Change& change) : change_(change) {}

    void weigh(const store::Claim& claim) {
        auto who = store::identity(change_.tx, change_.workspace, claim.identity);
        if (!who) return;
        for (const auto& other : meant(*who, claim)) weigh(*who, claim, other);
        if (claim.claim.verified) weigh_beside(*who, claim);
    }

    // `claim`: that `who` is `other` too.
    void weigh(const store::Identity& who, const store::Claim& claim, const store::Identity& other) {
        if (who.id == other.id || who.person == other.person) return;
        if (store::apart(change_.tx, change_.workspace, who.id, other.id)) return;
        auto back = answers(who, other);
        std::vector<store::Evidence> reasons{reason(who, claim)};
        for (const auto& each : back) reasons.push_back(reason(other, each));
        if (signed_for(claim)) return certain(who, other, reasons.front());
        if (both_sides(claim, back)) return certain(who, other, {"rel_me", both_say(who, other), 1});
        if (crowded(other)) return;
        suggest(change_, who, other, reasons);
    }

private:
    // Whom our own site vouches for is known by that handle from now on.
    std::vector<store::Identity> meant(const store::Identity& who, const store::Claim& claim) {
        auto all = store::meant_by(change_.tx, change_.workspace, claim.id, most_meant);
        if (!all.empty() || !signed_for(claim)) return all;
        for (auto& handle : store::targets_of(change_.tx, change_.workspace, claim.id)) {
            handle.name = who.name;
            all.push_back(store::meet(change_, handle));
        }
        return all;
    }

    // What `other` says of `who`; the words of a profile may name anybody and are no answer.
    std::vector<store::Claim> answers(const store::Identity& who, const store::Identity& other) {
        auto all = store::claims_about(change_.tx, change_.workspace, who, most_claimants);
        std::erase_if(all, [&](const store::Claim& each) {
            return each.identity != other.id || each.claim.kind == Kind::bio;
        });
        return all;
    }

    static bool both_sides(const store::Claim& claim, const std::vector<store::Claim>& back) {
        if (back.empty() || claim.claim.kind == Kind::bio) return false;
        return seen_by_network(claim) || std::any_of(back.begin(), back.end(), seen_by_network);
    }

    static std::string both_say(const store::Identity& who, const store::Identity& other) {
        return fmt::format("{} and {} name each other in their profiles, and the link was checked.",
                           named(who), named(other));
    }

    bool crowded(const store::Identity& other) {
        return store::claims_about(change_.tx, change_.workspace, other, most_claimants).size() >=
               most_claimants;
    }

    // Two that hold the same page: likely one human, but a company's page may hold several. Whose name on the
    // web it is, and the one whose profile it links back to, are one unless a third holds it too.
    void weigh_beside(const store::Identity& who, const store::Claim& claim) {
        auto beside = store::claims_beside(change_.tx, change_.workspace, claim.id, most_claimants);
        if (beside.size() >= most_claimants) return;
        for (const auto& each : beside)
            if (auto other = store::identity(change_.tx, change_.workspace, each.identity))
                weigh_beside(who, claim, *other, each, beside.size() == 1);
    }

    void weigh_beside(const store::Identity& who, const store::Claim& claim, const store::Identity& other,
                      const store::Claim& theirs, bool nobody_else) {
        bool named = holds_domain(who, claim) && seen_by_network(theirs);
        bool names = seen_by_network(claim) && holds_domain(other, theirs);
        if (nobody_else && (named || names) && !store::apart(change_.tx, change_.workspace, who.id, other.id))
            return certain(who, other, {"domain", one_site(named ? who : other, named ? other : who), 1});
        auto both = fmt::format("Both {} and {} have proven that {} is theirs.", people::named(other),
                                people::named(who), claim.claim.says);
        suggest(change_, who, other, {{"same_page", both, 0.85}});
    }

    static std::string one_site(const store::Identity& holder, const store::Identity& linked) {
        return fmt::format("{} is the name of a site that links to {}, whose server has seen it.",
                           people::named(holder), people::named(linked));
    }

    void certain(const store::Identity& who, const store::Identity& other, store::Evidence evidence) {
        evidence.weight = 1;
        settle_suggestion(change_, who, other, true);
        join(change_, who, other, evidence);
    }

    store::Change& change_;
};
}  // namespace

void weigh_new(const store::Store& store, Id workspace) {
    auto fresh = [&] {
        return store.read([&](db::Tx& tx) { return store::unweighed_claims(tx, workspace, most_at_once); });
    };
    for (auto claims = fresh(); !claims.empty(); claims = fresh())
        store.change(store::Actor::system(workspace), [&](store::Change& change) {
            Scales scales(change);
            for (const auto& claim : claims) scales.weigh(claim), store::weighed(change, claim.id);
        });
}

void weigh_about(store::Change& change, Id identity) {
    auto about = store::identity(change.tx, change.workspace, identity);
    if (!about) return;
    auto claims = store::claims_about(change.tx, change.workspace, *about, most_claimants);
    Scales scales(change);
    for (const auto& claim : claims)
        if (auto who = store::identity(change.tx, change.workspace, claim.identity))
            scales.weigh(*who, claim, *store::identity(change.tx, change.workspace, identity));
}
}  // namespace people
