#include "api/audience.hpp"
#include "api/networks.hpp"
#include "api/views.hpp"
#include "inbox/compose.hpp"

namespace api {
namespace {
// For a place that we only listen to: what can be done instead, by mail if that person has an address.
std::string what_instead(Call& call, db::Tx& tx, const std::optional<store::Identity>& to) {
    std::string start = "What is said here comes in, but nothing can be sent back to this place. ";
    if (to)
        for (const auto& one : store::identities_of(tx, call.actor.workspace, to->person)) {
            const auto* network = channels::network(one.network);
            if (network && network->can.start)
                return start + fmt::format("Write to {} ({}) instead, or leave an internal note.", one.handle,
                                           network->label);
        }
    return start + "Leave an internal note, or add another address of this person to write to.";
}

// Whether, and to whom, an answer can go out.
json::object reply(Call& call, db::Tx& tx, Views& views, const store::Conversation& conversation) {
    const auto* channel = views.channel_of(conversation.channel);
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    auto to = inbox::counterpart(tx, call.actor.workspace, conversation.id);
    std::string why_not;
    if (!network || !network->can.reply)
        why_not = what_instead(call, tx, to);
    else if (channel->imported)
        why_not = "This was imported; connect the channel to answer here.";
    else if (channel->removed_at)
        why_not = "This channel has been disconnected; connect it again to answer.";
    else if (auto needs = cannot_send(*network, *channel); !needs.empty())
        why_not = needs;
    else if (!to)
        why_not = "There is nobody to answer in this conversation.";
    else if (channel->state == "needs_login")
        why_not = "The channel needs a new login before anything can be sent.";
    else if (call.actor.role < store::Role::agent)
        why_not = "Viewers can read; ask an admin for the role agent to answer.";
    json::array instead;
    for (const auto& handle : inbox::asked_instead(tx, call.actor.workspace, conversation.id))
        instead.push_back(json::object{{"handle", handle.handle}, {"name", handle.name}});
    auto parent = inbox::parent(tx, call.actor.workspace, conversation.id);
    json::array open;
    if (network)
        for (const auto& each : audiences(*network, parent)) open.emplace_back(each.id);
    auto most = network && channel ? limits(*network, *channel) : channels::Limits{};
    json::array names;
    if (most.names_count)
        for (auto& each : named(tx, call.actor.workspace, conversation.id))
            names.emplace_back(std::move(each));
    auto health = channel && !channel->health.empty() ? json::parse(channel->health) : std::nullopt;
    return {{"allowed", why_not.empty()},
            {"named", std::move(names)},
            {"audiences", open},
            {"followers", health ? channels::health(*health).audience : -1},
            {"limits", channels::to_json(most)},
            {"warning", network && network->can.warning && parent ? parent->subject : ""},
            {"why_not", text_or_null(why_not)},
            {"to", to ? json::value(views.identity(*to)) : json::value()},
            {"instead", std::move(instead)},
            {"cc", json::array{}}};
}

// A conversation that the lists do not know yet is not one that does not exist: whoever has just begun it
// must not be told so, and least of all for good under an Idempotency-Key.
[[noreturn]] void require_missing(Call& call, Id id) {
    bool here =
        call.read([&](db::Tx& tx) { return store::conversation(tx, call.actor.workspace, id).has_value(); });
    if (here)
        throw Error{
            Code::unavailable,
            "This conversation is here, but the lists are still being brought up to date. Ask again in a "
            "moment."};
    throw Error{Code::not_found, "This conversation does not exist."};
}
}  // namespace

json::object conversation_details(Call& call, Id id) {
    call.catch_up();
    auto row = call.app.store.index.read(
        [&](db::Tx& index) { return inbox::row(index, call.actor.workspace, id, call.actor.member); });
    if (!row) require_missing(call, id);
    auto other =
        call.read([&](db::Tx& tx) { return store::identity(tx, call.actor.workspace, row->identity); });
    auto now = call.app.store.clock.now();
    auto prior = other ? people::prior_contact(call.app.store, call.actor.workspace, other->person, id, now)
                       : people::PriorContact{};
    return call.read([&](db::Tx& tx) {
        auto conversation = store::conversation(tx, call.actor.workspace, id);
        if (!conversation) throw Error{Code::not_found, "This conversation does not exist."};
        Views views(tx, call);
        auto out = views.conversation_row(*row);
        json::array records, suggestions;
        for (const auto& r : store::records(tx, call.actor.workspace, id)) records.push_back(views.record(r));
        if (other)
            for (const auto& s : people::suggestions_for(tx, call.actor.workspace, other->person))
                suggestions.push_back(views.suggestion(s));
        out["records"] = std::move(records);
        out["prior"] = views.prior(prior);
        out["suggestions"] = std::move(suggestions);
        out["draft_text"] = views.draft(store::draft(tx, call.actor.workspace, id, call.actor.member));
        out["reply"] = reply(call, tx, views, *conversation);
        return out;
    });
}
}  // namespace api
