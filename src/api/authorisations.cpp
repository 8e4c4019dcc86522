#include "api/authorisations.hpp"

#include "api/channel_options.hpp"
#include "api/identify.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "net/url.hpp"
#include "store/accounts_audit.hpp"
#include "store/authorisations.hpp"
#include "store/channels.hpp"

// Connecting a place by logging in at it: POST begins and says where to go, the network sends the member back
// to the callback, and the channel is made (or mended) with what came of it.
namespace api {
namespace {
std::string callback(const net::Request& request) {
    return fmt::format("{}://{}/api/authorisations/callback", request.secure ? "https" : "http",
                       request.headers.get("Host"));
}

const channels::Network& network_with_login(std::string_view id) {
    const auto* network = channels::network(id);
    if (!network || !network->authorise)
        throw Error{Code::bad_request,
                    "network: choose one that is connected by logging in; see /api/networks."}
            .at("network");
    return *network;
}

std::map<std::string, std::string> texts(const json::object& from) {
    std::map<std::string, std::string> all;
    for (const auto& [key, value] : from)
        if (value.is_string() && value.get_string().size() <= 4'000)
            all[std::string(key)] = value.get_string();
    return all;
}

json::object shown(Call& call, const store::Authorisation& a) {
    auto result = unsealed(call.app, a.result);
    json::object options;
    json::array secrets;
    const auto* network = channels::network(a.network);
    for (const auto& option : network ? network->options : std::span<const channels::Option>{}) {
        const auto* value = result.if_contains(option.key);
        if (!value) continue;
        if (option.type == channels::Option::Type::secret)
            secrets.emplace_back(option.key);
        else
            options[option.key] = *value;
    }
    auto state = !a.finished_at ? "waiting" : a.error.empty() ? "granted" : "refused";
    return {{"id", a.id.text()},
            {"network", a.network},
            {"state", state},
            {"error", text_or_null(a.error)},
            {"options", options},
            {"secrets_set", secrets},
            {"channel", id_or_null(a.channel)},
            {"address", nullptr},
            {"callback", callback(call.request)}};
}

// The channel that needs a new login, with the options it has.
std::optional<store::Channel> channel_of(Call& call, const Body& body, const channels::Network& network) {
    auto id = body.id_if_any("channel");
    if (!id) return std::nullopt;
    auto found = call.read([&](db::Tx& tx) { return store::channel(tx, call.actor.workspace, *id); });
    if (!found || found->removed_at || found->network != network.id)
        throw Error{Code::not_found, "This channel does not exist."}.at("channel");
    return found;
}

net::Response begin(Call& call) {
    auto body = call.body();
    const auto& network = network_with_login(body.text("network", 100));
    auto channel = channel_of(call, body, network);
    channels::ChannelConfig config{{}, "", texts(channel ? channel->options : json::object{}), {}};
    for (auto& [key, value] : texts(body.object("options")))
        if (!value.empty()) config.options[key] = value;
    auto state = base64url(call.app.post.surroundings.random.bytes(32));
    channels::Authorise::Begun begun;
    try {
        begun = network.authorise->begin(config, callback(call.request), state, call.app.post.surroundings);
    } catch (const channels::ChannelError& error) {
        throw Error{Code::bad_request, error.text()}.at(error.field().empty() ? "options"
                                                                              : option_field(error.field()));
    }
    store::Authorisation made;
    made.network = network.id, made.member = call.member(), made.state_hash = hex(sha256(state));
    made.channel = channel ? channel->id : Id{};
    made.kept = call.app.seal.close(json::serialize(begun.kept));
    auto id = call.change([&](store::Change& change) { return store::add_authorisation(change, made); });
    return call.read([&](db::Tx& tx) {
        auto out = shown(call, *store::authorisation(tx, call.actor.workspace, id));
        out["address"] = begun.address;
        return answer(out, 201);
    });
}

store::Authorisation existing(Call& call, Id id) {
    auto found = call.read([&](db::Tx& tx) { return store::authorisation(tx, call.actor.workspace, id); });
    if (!found || found->member != call.member())
        throw Error{Code::not_found, "This login has been forgotten; begin again."};
    return *found;
}

net::Response get_one(Call& call) {
    return answer(shown(call, existing(call, call.id())));
}

// Somebody who logged in as another account would mix two conversations.
std::string wrong_account(const channels::Network& network, const store::Channel& channel,
                          const std::map<std::string, std::string>& fresh) {
    for (const auto& option : network.options) {
        if (!option.by_login || option.type == channels::Option::Type::secret) continue;
        const auto* before = channel.options.if_contains(option.key);
        auto now = fresh.find(std::string(option.key));
        bool other = before && before->is_string() && now != fresh.end() &&
                     now->second != before->get_string().c_str();
        if (other)
            return fmt::format(
                "You logged in as {}, but this channel is {}. Log in as {} there, or connect the other "
                "account as a channel of its own.",
                now->second, before->get_string().c_str(), before->get_string().c_str());
    }
    return "";
}

void mend(Call& call, store::Change& change, const channels::Network& network, store::Channel channel,
          const std::map<std::string, std::string>& fresh) {
    auto secrets = unsealed(call.app, channel.secrets);
    for (const auto& option : network.options) {
        auto found = fresh.find(std::string(option.key));
        if (found == fresh.end()) continue;
        (option.type == channels::Option::Type::secret ? secrets : channel.options)[option.key] =
            found->second;
    }
    channel.secrets = sealed(call.app, secrets);
    store::change_channel(change, channel);
    store::audit(change, "channel_changed", channel.name, {{"login", "renewed"}});
}

// What the network said, kept for the page to ask for; a channel that waits for it is mended at once.
void finish(Call& call, const store::Authorisation& a) {
    const auto& network = network_with_login(a.network);
    std::map<std::string, std::string> fresh;
    std::string error;
    try {
        fresh = network.authorise->finish(unsealed(call.app, a.kept), call.request.query,
                                          call.app.post.surroundings);
    } catch (const channels::ChannelError& fault) {
        error = fault.text();
    }
    json::object result;
    for (const auto& [key, value] : fresh) result[key] = value;
    auto closed = error.empty() ? call.app.seal.close(json::serialize(result)) : "";
    call.app.store.change(call.actor, [&](store::Change& change) {
        auto channel = a.channel ? store::channel(change.tx, a.workspace, a.channel) : std::nullopt;
        if (channel && error.empty()) error = wrong_account(network, *channel, fresh);
        if (!store::finish_authorisation(change, a.id, error.empty() ? closed : "", error)) return;
        if (channel && error.empty()) mend(call, change, network, *channel, fresh);
    });
}

net::Response go_to(std::string address) {
    net::Response response;
    response.status = 303;
    response.headers.set("Location", std::move(address));
    return response;
}

// Comes from the network, in the member's browser: only the one who began may end it here.
net::Response come_back(Call& call) {
    auto state = call.query("state");
    auto token = cookie(call.request, "rapport_session");
    auto login = token.empty() ? std::nullopt : call.app.sessions.find(token);
    auto found = state.empty() ? std::nullopt : call.read([&](db::Tx& tx) {
        return store::authorisation_of_state(tx, hex(sha256(state)), call.app.store.clock.now());
    });
    if (!login || !found || found->member != login->member)
        return go_to("/settings/channels?login=forgotten");
    for (const auto& seat : login->seats)
        if (seat.workspace == found->workspace && seat.role >= store::Role::admin) {
            call.actor = {
                .workspace = seat.workspace, .member = login->member, .name = login->name, .role = seat.role};
            finish(call, *found);
            auto place = found->channel ? "/settings/channels/" + found->channel.text() + "?"
                                        : "/settings/channels/new?network=" + found->network + "&";
            return go_to(place + "login=" + found->id.text());
        }
    return go_to("/settings/channels?login=forgotten");
}

// Who we are, for networks that read it instead of letting us register.
net::Response show_client(Call& call) {
    const auto* network = channels::network(call.params["client"]);
    if (!network || !network->authorise || !network->authorise->client)
        throw Error{Code::not_found, "There is nothing at this address."};
    return answer(network->authorise->client(callback(call.request)));
}

constexpr Route all[] = {
    {net::Method::post,
     "/api/authorisations",
     admin,
     begin,
     "Begin to log in at a network",
     "NewAuthorisation",
     "Authorisation",
     {},
     Takes::document,
     201},
    {net::Method::get,
     "/api/authorisations/callback",
     anybody,
     come_back,
     "Where networks send the member back to",
     {},
     {},
     "state iss code error error_description"},
    {net::Method::get,
     "/api/authorisations/clients/{client}",
     anybody,
     show_client,
     "Who we are, for a network that is logged in at",
     {},
     "application/json"},
    {net::Method::get, "/api/authorisations/{id}", admin, get_one, "What came of it", {}, "Authorisation"},
};
}  // namespace

json::object with_login(Call& call, const Body& body, const channels::Network& network) {
    auto typed = body.object("options");
    auto id = body.id_if_any("authorisation");
    if (!id) return typed;
    auto login = existing(call, *id);
    if (login.network != network.id || login.result.empty())
        throw Error{Code::bad_request, "This login is not finished; log in at the network again."}.at(
            "authorisation");
    for (const auto& [key, value] : unsealed(call.app, login.result)) typed[key] = value;
    return typed;
}

std::span<const Route> authorisation_routes() {
    return all;
}
}  // namespace api
