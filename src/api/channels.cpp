#include "api/routes.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"
#include "courier/intake.hpp"
#include "store/accounts_audit.hpp"

namespace api {
namespace {
constexpr std::string_view type_names[] = {"text", "secret", "number", "choice", "flag", "url", "address"};
constexpr std::string_view counting_names[] = {"none", "graphemes", "weighted"};

json::object show(const channels::Option& o) {
    return {{"key", o.key},
            {"label", o.label},
            {"help", o.help},
            {"type", type_names[static_cast<std::size_t>(o.type)]},
            {"required", o.required},
            {"fallback", o.fallback},
            {"choices", json::array(o.choices.begin(), o.choices.end())},
            {"placeholder", o.placeholder}};
}

json::object show(const channels::Network& n) {
    json::array options;
    for (const auto& option : n.options) options.push_back(show(option));
    const auto& can = n.can;
    return {{"id", n.id},
            {"label", n.label},
            {"help", n.help},
            {"visibility", model::name(n.visibility)},
            {"connectable", n.open != nullptr},
            {"limits", json::object{{"characters", n.limits.characters},
                                    {"counting", counting_names[static_cast<std::size_t>(n.limits.counting)]},
                                    {"attachments", n.limits.attachments},
                                    {"attachment_bytes", n.limits.attachment_bytes}}},
            {"can", json::object{{"receive", can.receive},
                                 {"reply", can.reply},
                                 {"start", can.start},
                                 {"subject", can.subject},
                                 {"html", can.html},
                                 {"attach", can.attach},
                                 {"direct_message", can.direct_message},
                                 {"repost", can.repost},
                                 {"like", can.like},
                                 {"edit", can.edit},
                                 {"erase", can.erase}}},
            {"options", options}};
}

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

// The options as typed, split into what may be shown and what may not; what is left out of a secret
// keeps the value it had.
struct Typed {
    json::object open, secret;
};

std::string value_of(const json::object& given, const channels::Option& option) {
    const auto* found = given.if_contains(option.key);
    if (!found || found->is_null()) return std::string(option.fallback);
    if (found->is_bool()) return found->get_bool() ? "true" : "false";
    if (found->is_int64()) return std::to_string(found->get_int64());
    if (!found->is_string() || found->get_string().size() > 4'000)
        throw Error{Code::bad_request, fmt::format("{}: must be text.", option.key)}.at(
            "options." + std::string(option.key));
    return std::string(found->get_string());
}

Typed typed(const channels::Network& network, const json::object& given, const json::object& secrets_before) {
    Typed out;
    for (const auto& option : network.options) {
        bool secret = option.type == channels::Option::Type::secret;
        auto value = value_of(given, option);
        const auto* before = secret ? secrets_before.if_contains(option.key) : nullptr;
        if (value.empty() && before) value = before->get_string();
        if (value.empty() && option.required)
            throw Error{Code::bad_request, fmt::format("{} is missing.", option.label)}.at(
                "options." + std::string(option.key));
        if (!value.empty()) (secret ? out.secret : out.open)[option.key] = value;
    }
    return out;
}

json::object opened(Call& call, const std::string& sealed) {
    auto plain = sealed.empty() ? std::nullopt : call.app.seal.open(sealed);
    auto parsed = plain ? json::parse(*plain) : std::nullopt;
    return parsed && parsed->is_object() ? parsed->get_object() : json::object{};
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

net::Response add_channel(Call& call) {
    auto body = call.body();
    const auto& network = connectable(body.text("network", 100));
    auto options = typed(network, body.object("options"), {});
    auto id = call.change([&](store::Change& change) {
        store::Channel made;
        made.network = network.id, made.name = body.text("name", 200), made.options = options.open;
        made.secrets = options.secret.empty() ? "" : call.app.seal.close(json::serialize(options.secret));
        auto fresh = store::add_channel(change, made);
        store::audit(change, "channel_added", made.name, {{"network", made.network}});
        return fresh;
    });
    return show_channel(call, id, 201);
}

net::Response change_channel(Call& call) {
    auto body = call.body();
    call.change([&](store::Change& change) {
        auto channel = existing(call, change.tx, call.id());
        channel.name = body.text_or("name", channel.name, 200);
        if (body.has("options")) {
            auto options =
                typed(connectable(channel.network), body.object("options"), opened(call, channel.secrets));
            channel.options = options.open;
            channel.secrets =
                options.secret.empty() ? "" : call.app.seal.close(json::serialize(options.secret));
        }
        if (body.has("paused")) channel.paused_at = body.flag("paused", false) ? change.at : Time{};
        store::change_channel(change, channel);
        store::audit(change, "channel_changed", channel.name);
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

json::object test_failed(const Error& error) {
    return {{"ok", false},
            {"error", error.text()},
            {"field", text_or_null(error.field())},
            {"remedy", nullptr},
            {"messages", json::array{}}};
}

json::object test_passed(const std::vector<model::Inbound>& newest) {
    json::array messages;
    for (const auto& item : newest)
        messages.push_back(
            json::object{{"author", item.author.name.empty() ? item.author.handle : item.author.name},
                         {"subject", item.subject},
                         {"text", item.text.substr(0, 400)},
                         {"sent_at", item.sent_at.rfc3339()}});
    return {
        {"ok", true}, {"error", nullptr}, {"field", nullptr}, {"remedy", nullptr}, {"messages", messages}};
}

net::Response test_channel(Call& call) {
    auto body = call.body();
    const auto& network = connectable(body.text("network", 100));
    try {
        json::object before;
        if (auto id = body.id_if_any("channel"))
            before = opened(call, call.read([&](db::Tx& tx) { return existing(call, tx, *id).secrets; }));
        auto options = typed(network, body.object("options"), before);
        channels::ChannelConfig config{{}, "", {}, call.app.accounts.signing_key(call.actor.workspace)};
        for (const auto* part : {&options.open, &options.secret})
            for (const auto& [key, value] : *part)
                config.options[std::string(key)] = std::string(value.get_string());
        return answer(test_passed(network.open(config, call.app.post.surroundings)->probe(3)));
    } catch (const Error& error) {
        if (error.code() == Code::not_found) throw;
        return answer(test_failed(error));
    }
}

json::object show(Views& views, const store::Quarantined& q) {
    const auto* channel = views.channel_of(q.channel);
    return {{"id", q.id.text()},
            {"channel", q.channel.text()},
            {"channel_name", channel ? channel->name : ""},
            {"remote_id", q.remote_id},
            {"why", q.why},
            {"size", q.raw.size()},
            {"at", q.at.rfc3339()},
            {"retried_at", time_or_null(q.retried_at)}};
}

net::Response list_quarantine(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto before = Id::parse(call.query("cursor")).value_or(Id{});
        auto items = store::quarantined(tx, call.actor.workspace, before, call.limit());
        json::array all;
        for (const auto& q : items) all.push_back(show(views, q));
        return page(std::move(all), items.size() == call.limit() ? items.back().id.text() : "");
    }));
}

store::Quarantined poison(Call& call, db::Tx& tx) {
    auto found = store::quarantined(tx, call.actor.workspace, call.id());
    if (!found) throw Error{Code::not_found, "This message is not in quarantine any more."};
    return *found;
}

net::Response get_quarantined(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto q = poison(call, tx);
        auto shown = show(views, q);
        shown["raw"] = to_utf8(q.raw);
        return shown;
    }));
}

// Decodes the raw bytes anew with what this version of the program knows.
net::Response retry_quarantined(Call& call) {
    auto [item, channel] = call.read([&](db::Tx& tx) {
        auto q = poison(call, tx);
        return std::pair(q, store::channel(tx, call.actor.workspace, q.channel));
    });
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    if (!network || !network->decode_raw)
        throw Error{Code::conflict, "Messages of this channel cannot be decoded again."};
    auto decoded = network->decode_raw(item.raw, courier::config(call.app.post, *channel));
    if (auto* bad = std::get_if<model::Poison>(&decoded)) {
        call.change([&](store::Change& change) { store::still_poison(change, item, bad->why); });
        throw Error{Code::conflict, "It still cannot be decoded: " + bad->why};
    }
    channels::Batch batch;
    batch.items.push_back(std::move(std::get<model::Inbound>(decoded)));
    courier::Intake(call.app.store, call.app.files).take(call.actor, item.channel, std::move(batch));
    call.change([&](store::Change& change) { store::release_from_quarantine(change, item); });
    return nothing();
}

net::Response drop_quarantined(Call& call) {
    call.change([&](store::Change& change) {
        auto item = poison(call, change.tx);
        store::release_from_quarantine(change, item);
        store::audit(change, "quarantine_dropped", item.remote_id);
    });
    return nothing();
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
    {net::Method::post, "/api/channels", admin, add_channel, "Connect a place", "NewChannel", "Channel"},
    {net::Method::post, "/api/channels/test", admin, test_channel, "Try a connection without keeping it",
     "ChannelProbe", "ChannelTest"},
    {net::Method::get, "/api/channels/{id}", viewer, get_channel, "One connected place", {}, "Channel"},
    {net::Method::patch, "/api/channels/{id}", admin, change_channel,
     "Rename, reconfigure or pause a channel", "ChannelChange", "Channel"},
    {net::Method::del, "/api/channels/{id}", admin, remove_channel, "Disconnect; what was said stays"},
    {net::Method::get,
     "/api/quarantine",
     admin,
     list_quarantine,
     "Messages that could not be decoded",
     {},
     "[Quarantined]",
     "cursor limit"},
    {net::Method::get,
     "/api/quarantine/{id}",
     admin,
     get_quarantined,
     "One of them with its raw bytes",
     {},
     "Quarantined"},
    {net::Method::post, "/api/quarantine/{id}/retry", admin, retry_quarantined, "Decode it again"},
    {net::Method::del, "/api/quarantine/{id}", admin, drop_quarantined, "Forget it"},
};
}  // namespace

std::span<const Route> channel_routes() {
    return all;
}
}  // namespace api
