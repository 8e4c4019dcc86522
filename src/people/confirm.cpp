#include "people/confirm.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/connector.hpp"
#include "people/people.hpp"
#include "people/suggest.hpp"
#include "store/accounts_audit.hpp"
#include "store/claims.hpp"

namespace people {
namespace {
struct Pair {
    store::Identity first, second;
};

std::optional<Pair> pair(db::Tx& tx, Id workspace, Id first, Id second) {
    auto a = store::identity(tx, workspace, first), b = store::identity(tx, workspace, second);
    return a && b ? std::optional(Pair{*a, *b}) : std::nullopt;
}

std::string day(Time at) {
    static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    auto text = at.rfc3339();
    auto month = static_cast<std::size_t>((text[5] - '0') * 10 + text[6] - '1');
    return fmt::format("{} {} {}", text[8] == '0' ? text.substr(9, 1) : text.substr(8, 2), months[month],
                       text.substr(0, 4));
}

std::string network_of(const store::Identity& who) {
    const auto* known = channels::network(who.network);
    return known ? std::string(known->label) : who.network;
}

void refuse_what_was_asked(store::Change& change, const Asking& asking, const Pair& who) {
    auto before = store::confirmation_between(change.tx, change.workspace, asking.first, asking.second);
    if (!before) return;
    auto on = day(before->asked_at);
    if (before->state == "denied")
        throw Error{Code::conflict, "They have said that these are not the same person. Do not ask again."};
    if (before->state == "confirmed" && who.first.person == who.second.person)
        throw Error{Code::conflict, "They have confirmed this already."};
    if (!asking.again)
        throw Error{Code::conflict, fmt::format("They were asked on {}. Ask again only if you must.", on)};
    if (before->open(change.at)) store::end_confirmation(change, *before, "withdrawn");
}

void refuse_too_many(store::Change& change, const Asking& asking) {
    auto since = change.at - day_ms;
    auto asked = [&](Id identity) {
        return store::confirmations_since(change.tx, change.workspace, identity, since);
    };
    if (asked(asking.first) >= most_asked_a_day || asked(asking.second) >= most_asked_a_day)
        throw Error{Code::rate_limited, "They were asked often enough today. Wait until tomorrow."};
    if (asked({}) >= most_asked_by_all)
        throw Error{Code::rate_limited, "Your team has asked enough people today. Wait until tomorrow."};
}

// Six digits, each as likely as the other.
std::string make_code(Random& random) {
    return fmt::format("{:06}", random.number() % 1'000'000);
}

std::string digits(std::string_view typed) {
    std::string out;
    for (char c : typed)
        if (c >= '0' && c <= '9') out += c;
    return out;
}

store::Evidence proof(const store::Confirmation& c, const Pair& who, Time at) {
    return {
        "confirmed",
        fmt::format("Confirmed by them on {} by {} and {}: {} and {} are theirs.", day(at),
                    network_of(who.first), network_of(who.second), who.first.called(), who.second.called()),
        1,
        {c.first_message, c.second_message}};
}

// What was linked before by less than this now stands on it.
void prove_link(store::Change& change, Id identity, const store::Evidence& evidence) {
    if (auto standing = store::standing_link(change.tx, change.workspace, identity))
        store::link(change, identity, standing->person, {evidence}, 1, standing->merge);
}

void answered(store::Change& change, const Pair& who, std::string_view answer) {
    store::audit(change, "confirmation_answered", who.first.called(),
                 {{"with", who.second.called()}, {"answer", answer}});
    change.tell(model::PersonChanged{who.first.person});
    if (who.second.person != who.first.person) change.tell(model::PersonChanged{who.second.person});
}
}  // namespace

Id ask(store::Change& change, const Asking& asking, const Seal& seal, Random& random) {
    auto who = pair(change.tx, change.workspace, asking.first, asking.second);
    if (!who) throw Error{Code::not_found, "This handle does not exist."};
    if (asking.first == asking.second)
        throw Error{Code::bad_request, "Choose two different handles."}.at("second");
    refuse_what_was_asked(change, asking, *who);
    refuse_too_many(change, asking);
    Secrets made{base64url(random.bytes(32)), base64url(random.bytes(32)), make_code(random)};
    store::Confirmation c;
    c.first = asking.first, c.second = asking.second, c.base = asking.base, c.in_full = asking.in_full;
    c.kept = seal.close(
        json::serialize(json::object{{"first", made.first}, {"second", made.second}, {"code", made.code}}));
    auto id = store::add_confirmation(change, c, hex(sha256(made.first)), hex(sha256(made.second)));
    store::audit(change, "confirmation_asked", who->first.called(), {{"with", who->second.called()}});
    change.tell(model::PersonChanged{who->first.person});
    if (who->second.person != who->first.person) change.tell(model::PersonChanged{who->second.person});
    return id;
}

void withdraw(store::Change& change, Id id) {
    auto c = store::confirmation(change.tx, change.workspace, id);
    auto who = c ? pair(change.tx, change.workspace, c->first, c->second) : std::nullopt;
    if (!who) throw Error{Code::not_found, "Nobody was asked this."};
    if (!store::end_confirmation(change, *c, "withdrawn"))
        throw Error{Code::conflict, "This has been answered or withdrawn already."};
    store::audit(change, "confirmation_withdrawn", who->first.called(), {{"with", who->second.called()}});
    change.tell(model::PersonChanged{who->first.person});
    change.tell(model::PersonChanged{who->second.person});
}

std::optional<Secrets> secrets(const store::Confirmation& c, const Seal& seal) {
    auto opened = c.kept.empty() ? std::nullopt : seal.open(c.kept);
    auto kept = opened ? json::parse(*opened) : std::nullopt;
    if (!kept) return std::nullopt;
    return Secrets{json::text(*kept, "first"), json::text(*kept, "second"), json::text(*kept, "code")};
}

std::optional<store::ConfirmationLink> behind_link(db::Tx& tx, std::string_view word, Time now) {
    auto found = store::confirmation_link(tx, hex(sha256(word)));
    if (!found || !found->asked.open(now)) return std::nullopt;
    if (found->second && found->asked.state != "half") return std::nullopt;
    return found;
}

bool say_yes(store::Change& change, const store::Confirmation& c) {
    auto who = pair(change.tx, change.workspace, c.first, c.second);
    if (!who || !store::half_confirmed(change, c)) return false;
    answered(change, *who, "yes");
    return true;
}

Coded give_code(store::Change& change, const store::Confirmation& asked, std::string_view typed,
                const Seal& seal) {
    auto c = store::confirmation(change.tx, change.workspace, asked.id);
    auto who = c ? pair(change.tx, change.workspace, c->first, c->second) : std::nullopt;
    auto kept = c ? secrets(*c, seal) : std::nullopt;
    if (!who || !kept || c->state != "half" || !c->open(change.at)) return Coded::over;
    if (!equal_secret(digits(typed), kept->code)) {
        if (store::wrong_code(change, c->id) < most_wrong_codes) return Coded::wrong;
        store::end_confirmation(change, *c, "failed");
        answered(change, *who, "wrong code");
        return Coded::over;
    }
    if (!store::end_confirmation(change, *c, "confirmed")) return Coded::over;
    settle_suggestion(change, who->first, who->second, true);
    auto evidence = proof(*c, *who, change.at);
    if (!join(change, who->first, who->second, evidence)) prove_link(change, who->second.id, evidence);
    answered(change, *who, "yes, with the code");
    return Coded::joined;
}

void say_no(store::Change& change, const store::Confirmation& c) {
    auto who = pair(change.tx, change.workspace, c.first, c.second);
    if (!who || !store::end_confirmation(change, c, "denied")) return;
    constexpr std::string_view why = "They said that this handle is not theirs.";
    settle_suggestion(change, who->first, who->second, false);
    store::keep_apart(change, c.first, c.second, why);
    if (who->first.person == who->second.person)
        if (auto standing = store::standing_link(change.tx, change.workspace, c.second))
            split(change, standing->id, why);
    answered(change, *who, "no");
}

std::string named_to_others(const store::Identity& who, bool in_full) {
    const auto* network = channels::network(who.network);
    bool open = network && network->visibility == model::Visibility::public_;
    if (in_full || open) return who.called();
    const auto& handle = who.called();
    auto host = handle.rfind('@');
    std::string_view first;
    for (std::size_t bytes = 1; first.empty() && bytes <= 4; ++bytes) first = prefix(handle, bytes);
    return std::string(first) + "…" + (host == std::string::npos ? "" : handle.substr(host));
}
}  // namespace people
