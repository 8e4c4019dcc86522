#include "inbox/deeds.hpp"

#include "api/audience.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"
#include "channels/length.hpp"
#include "courier/intake.hpp"

// Besides writing: like, boost, follow, edit, delete, and what somebody said before we listened.
namespace api {
namespace {
using Act = model::Deed::Act;
using inbox::Way;

struct Place {
    store::Channel channel;
    const channels::Network* network;
};

Place open_place(Call& call, db::Tx& tx, Id channel_id) {
    auto channel = store::channel(tx, call.actor.workspace, channel_id);
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    if (!network || channel->imported || channel->removed_at)
        throw Error{Code::conflict, "This place is not connected; nothing can be done there."};
    return {*channel, network};
}

Place place_of(Call& call, db::Tx& tx, Id message) {
    auto m = store::message(tx, call.actor.workspace, message);
    if (!m) throw Error{Code::not_found, "This message does not exist."};
    return open_place(call, tx, m->channel);
}

void require(bool can, const Place& place) {
    if (!can) throw Error{Code::conflict, fmt::format("{} knows no such thing.", place.network->label)};
}

bool able(const channels::Abilities& can, Act act) {
    return act == Act::like     ? can.like
           : act == Act::repost ? can.repost
           : act == Act::edit   ? can.edit
                                : can.erase;
}

net::Response show(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        return Views(tx, call).message(*store::message(tx, call.actor.workspace, call.id()));
    }));
}

template <Act act, Way way>
net::Response react(Call& call) {
    call.change([&](store::Change& change) {
        auto place = place_of(call, change.tx, call.id());
        require(able(place.network->can, act), place);
        inbox::do_to(change, call.id(), act, way);
    });
    return show(call);
}

template <Way way>
net::Response erase(Call& call) {
    call.change([&](store::Change& change) {
        auto place = place_of(call, change.tx, call.id());
        require(place.network->can.erase, place);
        inbox::erase(change, call.id(), way);
    });
    return show(call);
}

net::Response edit(Call& call) {
    auto body = call.body();
    auto text = body.text("text");
    auto subject = body.has("subject") ? std::optional(body.text_or("subject", "", 500)) : std::nullopt;
    call.change([&](store::Change& change) {
        auto place = place_of(call, change.tx, call.id());
        require(place.network->can.edit, place);
        if (auto why = channels::too_much(text, 0, limits(*place.network, place.channel)))
            throw Error{Code::bad_request, *why}.at("text");
        inbox::edit(change, call.id(), text, subject);
    });
    return show(call);
}

net::Response list_edits(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        if (!store::message(tx, call.actor.workspace, call.id()))
            throw Error{Code::not_found, "This message does not exist."};
        Views views(tx, call);
        json::array all;
        for (const auto& each : store::edits(tx, call.actor.workspace, call.id())) {
            json::value by = each.member ? json::value(json::object{{"id", each.member.text()},
                                                                    {"name", views.member_name(each.member)}})
                                         : json::value();
            all.push_back(json::object{{"at", each.at.rfc3339()},
                                       {"by", by},
                                       {"subject", each.subject},
                                       {"text", each.text},
                                       {"html", text_or_null(each.html)}});
        }
        return page(std::move(all), "");
    }));
}

// The channel to act from: the one named, or the first that can.
Place acting_place(Call& call, db::Tx& tx, const store::Identity& who, bool channels::Abilities::*ability) {
    auto named = Id::parse(call.query("channel"));
    for (const auto& each : store::channels(tx, call.actor.workspace)) {
        const auto* network = channels::network(each.network);
        bool fits = network && each.network == who.network && !each.imported && network->can.*ability;
        if (fits && (!named || each.id == *named)) return {each, network};
    }
    throw Error{Code::conflict, "No channel of ours can do that on this network."}.at("channel");
}

store::Identity identity_of(Call& call, db::Tx& tx) {
    auto who = store::identity(tx, call.actor.workspace, call.id());
    if (!who) throw Error{Code::not_found, "There is nobody with this id."};
    return *who;
}

template <Way way>
net::Response follow(Call& call) {
    return answer(call.change([&](store::Change& change) {
        auto who = identity_of(call, change.tx);
        auto place = acting_place(call, change.tx, who, &channels::Abilities::follow);
        inbox::follow(change, place.channel.id, who.id, way);
        return Views(change.tx, call)
            .deed(*store::follow(change.tx, call.actor.workspace, place.channel.id, who.id));
    }));
}

net::Response list_reactions(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        if (!store::person(tx, call.actor.workspace, call.id()))
            throw Error{Code::not_found, "This person does not exist."};
        std::vector<Id> identities;
        for (const auto& i : store::identities_of(tx, call.actor.workspace, call.id()))
            identities.push_back(i.id);
        auto before = Time::parse(call.query("before")).value_or(Time{});
        auto all = store::reactions_of(tx, call.actor.workspace, identities, before, call.limit());
        return page(Views(tx, call).reactions(all),
                    all.size() == call.limit() ? all.back().at.rfc3339() : "");
    }));
}

// Asks the network what somebody said before we listened; it is stored as heard.
net::Response read_history(Call& call) {
    auto [who, place] = call.read([&](db::Tx& tx) {
        auto found = identity_of(call, tx);
        return std::pair(found, acting_place(call, tx, found, &channels::Abilities::history));
    });
    channels::Batch batch;
    try {
        auto door = courier::open(call.app.post, place.channel);
        batch.items = door->history({who.network, who.handle, who.name, {}}, 40);
    } catch (const channels::ChannelError& error) {
        throw Error{Code::unavailable, error.text(), error.detail()};
    }
    auto taken =
        courier::Intake(call.app.store, call.app.files).take(call.actor, place.channel.id, std::move(batch));
    return answer(json::object{{"added", taken.added}, {"existing", taken.existing}});
}

constexpr Route all[] = {
    {net::Method::put,
     "/api/messages/{id}/like",
     agent,
     react<Act::like, Way::forward>,
     "Like it",
     {},
     "Message"},
    {net::Method::del,
     "/api/messages/{id}/like",
     agent,
     react<Act::like, Way::undo>,
     "Like it no more",
     {},
     "Message"},
    {net::Method::put,
     "/api/messages/{id}/repost",
     agent,
     react<Act::repost, Way::forward>,
     "Show it to our followers",
     {},
     "Message"},
    {net::Method::del,
     "/api/messages/{id}/repost",
     agent,
     react<Act::repost, Way::undo>,
     "Show it no more",
     {},
     "Message"},
    {net::Method::put,
     "/api/messages/{id}/erasure",
     agent,
     erase<Way::forward>,
     "Delete our message over there",
     {},
     "Message"},
    {net::Method::del,
     "/api/messages/{id}/erasure",
     agent,
     erase<Way::undo>,
     "Do not delete it after all",
     {},
     "Message"},
    {net::Method::post, "/api/messages/{id}/edits", agent, edit, "Give our message other words over there",
     "NewEdit", "Message"},
    {net::Method::get, "/api/messages/{id}/edits", viewer, list_edits, "What it said before", {}, "[Edit]"},
    {net::Method::get,
     "/api/people/{id}/reactions",
     viewer,
     list_reactions,
     "What somebody did without words",
     {},
     "[ReactionItem]",
     "before limit"},
    {net::Method::put,
     "/api/identities/{id}/follow",
     agent,
     follow<Way::forward>,
     "Follow somebody",
     {},
     "Deed",
     "channel"},
    {net::Method::del,
     "/api/identities/{id}/follow",
     agent,
     follow<Way::undo>,
     "Follow somebody no more",
     {},
     "Deed",
     "channel"},
    {net::Method::post,
     "/api/identities/{id}/history",
     agent,
     read_history,
     "Read what somebody said before we listened",
     {},
     "History",
     "channel"},
};
}  // namespace

std::span<const Route> deed_routes() {
    return all;
}
}  // namespace api
