#include "api/authorisations.hpp"
#include "api/channel_options.hpp"
#include "api/networks.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"
#include "net/webhook.hpp"
#include "store/accounts_audit.hpp"
#include "store/authorisations.hpp"
#include "store/pushes.hpp"

namespace api {
namespace {
net::Response list_networks(Call&) {
    json::array all;
    for (const auto* network : channels::networks()) all.push_back(show(*network));
    return answer(page(std::move(all), ""));
}

const channels::Network& connectable(std::string_view id) {
    const auto* network = channels::network(id);
    if (!network || !network->open)
        throw Error{Code::bad_request, "network: choose one that can be connected; see /api/networks."}.at(
            "network");
    return *network;
}

store::Channel existing(Call& call, db::Tx& tx, Id id) {
    auto found = store::channel(tx, call.actor.workspace, id);
    if (!found || found->removed_at) throw Error{Code::not_found, "This channel does not exist."};
    return *found;
}

net::Response show_channel(Call& call, Id id, int status = 200) {
    return answer(call.read([&](db::Tx& tx) { return Views(tx, call).channel(existing(call, tx, id)); }),
                  status);
}

// With the secret by which its system signs: only when it is new.
net::Response show_new_secret(Call& call, Id id, int status) {
    auto [channel, shown] = call.read([&](db::Tx& tx) {
        auto found = existing(call, tx, id);
        return std::pair(found, Views(tx, call).channel(found));
    });
    if (auto* push = shown["push"].if_object())
        (*push)["secret"] = json::text(unsealed(call.app, channel.secrets), "secret");
    return answer(shown, status);
}

net::webhook::Keys keys_of(const json::object& secrets) {
    std::map<std::string, std::string> all;
    for (const auto& [key, value] : secrets)
        if (value.is_string()) all[std::string(key)] = std::string(value.get_string());
    return net::webhook::Keys::from(all);
}

// The secrets of a channel whose system calls us, with new ones for it.
std::string with_new_keys(Call& call, json::object secrets, Time now) {
    auto fresh = keys_of(secrets).renewed(call.app.post.surroundings.random, now);
    for (auto* key : {"secret", "former", "former_until"}) secrets.erase(key);
    for (const auto& [key, value] : fresh.kept()) secrets[key] = value;
    return sealed(call.app, secrets);
}

void give_address(Call& call, store::Change& change, Id channel) {
    if (!store::channel_key(change.tx, change.workspace, channel).empty()) return;
    store::set_channel_key(change, channel, base64url(call.app.post.surroundings.random.bytes(18)));
}

net::Response list_channels(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        json::array all;
        for (const auto& c : store::channels(tx, call.actor.workspace)) all.push_back(views.channel(c));
        return page(std::move(all), "");
    }));
}

net::Response get_channel(Call& call) {
    return show_channel(call, call.id());
}

// The same place twice would bring every message twice; where a system calls us, each has its own address.
void refuse_twin(Call& call, db::Tx& tx, Id self, std::string_view network, const json::object& options) {
    if (channels::network(network)->take_push) return;
    for (const auto& known : store::channels(tx, call.actor.workspace))
        if (known.id != self && !known.imported && known.network == network && known.options == options)
            throw Error{
                Code::conflict,
                fmt::format("This is connected already, as “{}”. Change that one instead.", known.name)};
}

net::Response add_channel(Call& call) {
    auto body = call.body();
    const auto& network = connectable(body.text("network", 100));
    auto options = typed_options(network, with_login(call, body, network), {});
    connector(call, network, options);
    auto id = call.change([&](store::Change& change) {
        refuse_twin(call, change.tx, {}, network.id, options.open);
        store::Channel made;
        made.network = network.id, made.name = body.text("name", 200), made.options = options.open;
        made.secrets = network.take_push ? with_new_keys(call, options.secret, change.at)
                                         : sealed(call.app, options.secret);
        auto fresh = store::add_channel(change, made);
        if (network.take_push) give_address(call, change, fresh);
        store::audit(change, "channel_added", made.name, {{"network", made.network}});
        if (auto login = body.id_if_any("authorisation")) store::drop_authorisation(change, *login);
        return fresh;
    });
    return show_new_secret(call, id, 201);
}

net::Response renew_secret(Call& call) {
    call.change([&](store::Change& change) {
        auto channel = existing(call, change.tx, call.id());
        if (!connectable(channel.network).take_push)
            throw Error{Code::conflict, "Nobody signs for this channel; there is no secret to renew."};
        channel.secrets = with_new_keys(call, unsealed(call.app, channel.secrets), change.at);
        give_address(call, change, channel.id);
        store::change_channel(change, channel);
        store::audit(change, "channel_secret_renewed", channel.name);
    });
    return show_new_secret(call, call.id(), 200);
}

// The options that a channel is to have, tried on a connector; nothing when the body does not speak of them.
std::optional<TypedOptions> new_options(Call& call, const Body& body) {
    if (!body.has("options")) return std::nullopt;
    auto channel = call.read([&](db::Tx& tx) { return existing(call, tx, call.id()); });
    const auto& network = connectable(channel.network);
    auto options = typed_options(network, body.object("options"), options_of(call.app, channel));
    connector(call, network, options);
    return options;
}

net::Response change_channel(Call& call) {
    auto body = call.body();
    auto options = new_options(call, body);
    call.change([&](store::Change& change) {
        auto channel = existing(call, change.tx, call.id());
        channel.name = body.text_or("name", channel.name, 200);
        if (options) {
            refuse_twin(call, change.tx, channel.id, channel.network, options->open);
            channel.options = options->open;
            channel.secrets = sealed(call.app, options->secret);
        }
        if (body.has("paused")) channel.paused_at = body.flag("paused", false) ? change.at : Time{};
        store::change_channel(change, channel);
        store::audit(change, "channel_changed", channel.name);
    });
    return show_channel(call, call.id());
}

// For whoever has just mended the other side and does not want to wait.
net::Response retry_channel(Call& call) {
    call.change([&](store::Change& change) {
        auto channel = existing(call, change.tx, call.id());
        if (channel.paused_at) throw Error{Code::conflict, "This channel is paused. Resume it first."};
        if (channel.imported)
            throw Error{Code::conflict, "This channel was imported; there is nothing to connect."};
        store::hasten_channel(change, channel.id);
    });
    return show_channel(call, call.id());
}

net::Response remove_channel(Call& call) {
    call.change([&](store::Change& change) {
        auto channel = existing(call, change.tx, call.id());
        store::remove_channel(change, channel.id);
        store::audit(change, "channel_removed", channel.name);
    });
    return nothing();
}

std::string_view remedy(const Error& error) {
    using channels::Fault;
    const auto* failure = dynamic_cast<const channels::ChannelError*>(&error);
    if (!failure) return "Correct what is marked and test again.";
    switch (failure->fault()) {
        case Fault::retry_later:
            return "Check the names and ports. If they are right, the other side may be down for a moment: "
                   "test "
                   "again.";
        case Fault::reauthorise:
            return "Enter the login again and test once more.";
        case Fault::rejected:
            return "Correct what is marked and test again.";
        case Fault::gone:
            return "Choose another place; this one will not come back by itself.";
    }
    return "";
}

json::object test_failed(const Error& error) {
    return {{"ok", false},
            {"error", error.text()},
            {"field", text_or_null(option_field(error.field()))},
            {"remedy", remedy(error)},
            {"messages", json::array{}}};
}

json::object test_passed(const std::vector<model::Inbound>& newest) {
    json::array messages;
    for (const auto& item : newest)
        messages.push_back(
            json::object{{"author", item.author.name.empty() ? item.author.handle : item.author.name},
                         {"subject", item.subject},
                         {"text", prefix(item.text, 400)},
                         {"sent_at", item.sent_at.rfc3339()}});
    return {
        {"ok", true}, {"error", nullptr}, {"field", nullptr}, {"remedy", nullptr}, {"messages", messages}};
}

net::Response test_channel(Call& call) {
    auto body = call.body();
    const auto& network = connectable(body.text("network", 100));
    try {
        TypedOptions before;
        if (auto id = body.id_if_any("channel"))
            before = options_of(call.app, call.read([&](db::Tx& tx) { return existing(call, tx, *id); }));
        auto options = typed_options(network, with_login(call, body, network), before);
        return answer(test_passed(connector(call, network, options)->probe(3)));
    } catch (const Error& error) {
        if (error.code() == Code::not_found) throw;
        return answer(test_failed(error));
    }
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/networks",
     viewer,
     list_networks,
     "Kinds of places that can be connected",
     {},
     "[Network]"},
    {net::Method::get, "/api/channels", viewer, list_channels, "Connected places", {}, "[Channel]"},
    {net::Method::post,
     "/api/channels",
     admin,
     add_channel,
     "Connect a place",
     "NewChannel",
     "Channel",
     {},
     Takes::document,
     201},
    {net::Method::post, "/api/channels/test", admin, test_channel, "Try a connection without keeping it",
     "ChannelProbe", "ChannelTest"},
    {net::Method::get, "/api/channels/{id}", viewer, get_channel, "One connected place", {}, "Channel"},
    {net::Method::patch, "/api/channels/{id}", admin, change_channel,
     "Rename, reconfigure or pause a channel", "ChannelChange", "Channel"},
    {net::Method::del, "/api/channels/{id}", admin, remove_channel, "Disconnect; what was said stays"},
    {net::Method::post,
     "/api/channels/{id}/secret",
     admin,
     renew_secret,
     "A new secret for the system that calls this channel, shown this once; the one before is good for a day",
     {},
     "Channel"},
    {net::Method::post,
     "/api/channels/{id}/retry",
     admin,
     retry_channel,
     "Try to connect now instead of later",
     {},
     "Channel"},
};
}  // namespace

std::span<const Route> channel_routes() {
    return all;
}
}  // namespace api
