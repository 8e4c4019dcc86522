#include "api/visits.hpp"

#include "api/problem.hpp"
#include "api/uploads.hpp"
#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "base/log.hpp"
#include "courier/carrying.hpp"
#include "net/address.hpp"
#include "store/identities.hpp"

namespace api {
namespace {
constexpr std::size_t tag_bytes = 8;

// Too often: a kind of Error of its own, because the answer says when to come back.
struct Hasty : Error {
    explicit Hasty(std::int64_t wait_ms)
        : Error(Code::rate_limited,
                fmt::format("That was too much at once. Wait {} seconds and try again.", wait_ms / 1000 + 1)),
          seconds(wait_ms / 1000 + 1) {}
    std::int64_t seconds;
};

std::string bytes_of(Id id) {
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(id.value >> shift & 0xff);
    return out;
}

Id id_in(std::string_view bytes) {
    std::uint64_t value = 0;
    for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return {static_cast<std::int64_t>(value)};
}

std::string tag(std::string_view place, std::string_view signing_key) {
    return hmac_sha256(signing_key, "door:" + std::string(place)).substr(0, tag_bytes);
}

[[noreturn]] void no_such_door() {
    throw Error{Code::not_found, "There is no chat here. Check the key in the script tag of the page."};
}

Door open_door(App& app, const std::string& key) {
    auto bytes = from_base64url(key).value_or("");
    if (bytes.size() != 16 + tag_bytes) no_such_door();
    auto workspace = id_in(std::string_view(bytes).substr(0, 8)),
         id = id_in(std::string_view(bytes).substr(8, 8));
    auto channel = app.store.read([&](db::Tx& tx) { return store::channel(tx, workspace, id); });
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    if (!network || !network->visits) no_such_door();
    Door door{*channel, network->visits, courier::config(app.post, *channel), {}};
    if (!equal_secret(bytes.substr(16), tag(bytes.substr(0, 16), door.config.signing_key))) no_such_door();
    if (channel->removed_at || channel->paused_at)
        throw Error{Code::gone, "This chat is closed. Please write to us in another way."};
    return door;
}

// A browser that asks from another site's page, or writes from any, says whose page it is.
bool from_own_page(const net::Request& request, std::string_view origin) {
    if (!origin.empty()) return origin == own_origin(request);
    auto site = request.headers.get("Sec-Fetch-Site");
    bool reads = request.method == net::Method::get || request.method == net::Method::head;
    return site == "same-origin" || site == "none" || (site.empty() && reads);
}

void check_origin(Door& door, const net::Request& request) {
    auto origin = std::string(request.headers.get("Origin"));
    if (from_own_page(request, origin)) return;
    if (!door.visits->welcome(door.config, origin))
        throw Error{Code::forbidden,
                    "This page may not show the chat. Add its address to the pages of the channel."};
    door.origin = origin;
}

void allow(net::Response& response, const std::string& origin) {
    response.headers.set("Vary", "Origin");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    if (origin.empty()) return;
    response.headers.set("Access-Control-Allow-Origin", origin);
    response.headers.set("Access-Control-Expose-Headers", "Retry-After");
}

net::Response hold_back(const Hasty& hasty) {
    auto response = problem(hasty);
    response.headers.set("Retry-After", std::to_string(hasty.seconds));
    return response;
}

net::Response answered(const Route& route, Call& call, Door& door) {
    try {
        door = open_door(call.app, call.params.at("key"));
        check_origin(door, call.request);
        take(call.app.guests.calls, counted(call.request));
        call.door = &door;
        return route.handler(call);
    } catch (const Hasty& hasty) {
        return hold_back(hasty);
    } catch (const Error& error) {
        if (!error.detail().empty())
            logging::warning("visit_failed", {{"path", std::string(route.pattern)}, {"why", error.detail()}});
        return problem(error);
    } catch (const std::exception& error) {
        logging::error("visit_broke", {{"path", std::string(route.pattern)}, {"why", error.what()}});
        return problem(Error{Code::internal, "Something went wrong here. Please try again in a moment."});
    }
}

std::string_view bearer(const net::Request& request) {
    auto value = request.headers.get("Authorization");
    return value.starts_with("Bearer ") ? value.substr(7) : std::string_view();
}
}  // namespace

// So much that nobody who writes by hand meets it, and an office behind one address can talk too.
GuestLimits::GuestLimits(const Clock& clock)
    : calls(clock, 10, 300),
      sessions(clock, 0.2, 30),
      beginnings(clock, 0.05, 20),
      wrong_tokens(clock, 0.1, 20),
      bytes(clock, 50e3, 100e6),
      messages(clock, 0.4, 12),
      files(clock, 0.05, 10) {}

std::string counted(const net::Request& request) {
    auto address = net::Address::parse(request.remote);
    if (!address || address->is_v4()) return request.remote;
    std::fill(address->bytes.begin() + 8, address->bytes.end(), std::uint8_t{0});
    return address->text();
}

void take(net::RateLimit& limit, const std::string& key, double cost) {
    if (!limit.take(key, cost)) throw Hasty(std::max<std::int64_t>(limit.retry_after_ms(key), 1'000));
}

std::string door_key(Id workspace, Id channel, std::string_view signing_key) {
    auto place = bytes_of(workspace) + bytes_of(channel);
    return base64url(place + tag(place, signing_key));
}

net::Response for_visitor(const Route& route, Call& call) {
    Door door{};
    auto response = answered(route, call, door);
    allow(response, door.origin);
    call.door = nullptr;
    return response;
}

net::Method asked_for(const net::Request& request) {
    auto wanted = request.headers.get("Access-Control-Request-Method");
    for (auto each : {net::Method::get, net::Method::post, net::Method::put, net::Method::del})
        if (wanted == net::name(each)) return each;
    return net::Method::options;
}

net::Response may_ask(App& app, const net::Request& request,
                      const std::map<std::string, std::string>& params) {
    auto door = open_door(app, params.at("key"));
    check_origin(door, request);
    auto response = nothing();
    allow(response, door.origin);
    response.headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    response.headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
    response.headers.set("Access-Control-Max-Age", "7200");
    return response;
}

net::Admission admit_file(Call& call) {
    net::Admission admission{.max_body = largest_visitor_file, .directory = call.app.uploads.directory()};
    Door door{};
    try {
        door = open_door(call.app, call.params.at("key"));
        check_origin(door, call.request);
        call.door = &door;
        auto wait_ms = call.app.guests.files.retry_after_ms(visitor_of(call).id.text());
        if (wait_ms > 0) throw Hasty(wait_ms);
    } catch (const Hasty& hasty) {
        admission.refusal = hold_back(hasty);
    } catch (const Error& error) {
        admission.refusal = problem(error);
    }
    if (admission.refusal) allow(*admission.refusal, door.origin);
    call.door = nullptr;
    return admission;
}

store::Visitor visitor_of(const Call& call) {
    const auto& channel = call.door->channel;
    auto token = bearer(call.request);
    auto known = token.empty() || token.size() > 100 ? std::nullopt : call.read([&](db::Tx& tx) {
        return store::visitor_of_token(tx, channel.workspace, channel.id, hex(sha256(token)),
                                       call.app.store.clock.now());
    });
    if (!known) {
        take(call.app.guests.wrong_tokens, counted(call.request));
        throw Error{Code::unauthenticated, "This chat has ended. Begin a new one."};
    }
    auto blocked = call.read([&](db::Tx& tx) {
        auto who = store::identity(tx, channel.workspace, channel.network, known->handle);
        return who && store::blocked(tx, channel.workspace, who->id);
    });
    if (blocked) throw Error{Code::forbidden, "This chat was closed. Please write to us in another way."};
    return *known;
}

json::value window_of(const Call& call, db::Tx& tx, const store::Channel& channel) {
    const auto* network = channels::network(channel.network);
    auto base = own_origin(call.request);
    if (!network || !network->visits || channel.imported || base.empty()) return nullptr;
    auto sealed =
        tx.one("SELECT signing_key FROM workspace WHERE workspace_id = $1", call.actor.workspace)->bytes(0);
    auto key = door_key(call.actor.workspace, channel.id, call.app.seal.open(sealed).value_or(""));
    auto by = courier::carrier(tx, channel);
    return json::object{
        {"key", key},
        {"script", fmt::format(R"(<script async src="{}/chat.js" data-key="{}"></script>)", base, key)},
        {"page", fmt::format("{}/chat/{}/try", base, key)},
        {"goes_on_by", by ? json::value(by->name) : json::value()}};
}
}  // namespace api
