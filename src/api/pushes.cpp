#include "store/pushes.hpp"

#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/turn.hpp"
#include "courier/fetching.hpp"
#include "courier/intake.hpp"

// What other systems push to a channel's own address. Who they are says the signature, not a login.
namespace api {
namespace {
constexpr std::int64_t pause_over_s = 300, files_over_s = 5;

net::Response later(const Error& error, std::int64_t seconds) {
    auto response = problem(error);
    response.headers.set("Retry-After", std::to_string(seconds));
    return response;
}

net::Response too_often(std::int64_t wait_ms) {
    auto seconds = wait_ms / second_ms + 1;
    return later({Code::rate_limited, fmt::format("Too many at a time. Come again in {} s.", seconds)},
                 seconds);
}

store::Channel called(Call& call) {
    auto found = call.read([&](db::Tx& tx) { return store::channel_with_key(tx, call.params.at("key")); });
    if (!found) throw Error{Code::not_found, "No channel has this address. Copy it anew from its settings."};
    if (found->removed_at)
        throw Error{Code::gone, "This channel has been disconnected; nothing is taken here any more."};
    return *found;
}

// Who guesses at a secret is held back after some wrong ones; who knows it is not.
channels::Pushed proven(Call& call, const store::Channel& channel, const std::string& stranger) {
    try {
        return channels::network(channel.network)
            ->take_push(call.request, courier::config(call.app.post, channel), call.app.post.surroundings);
    } catch (const Error&) {
        call.app.push_strangers.take(stranger);
        throw;
    }
}

// Made of the call alone, so that a repetition hears the same.
net::Response said(const channels::Pushed& pushed) {
    if (pushed.why.empty()) return answer(json::object{{"messages", pushed.messages}});
    auto taken = pushed.messages - pushed.batch.poison.size();
    auto others = taken == 0 ? std::string("Nothing of it was taken.")
                             : fmt::format("The other {} of {} were taken.", taken, pushed.messages);
    return problem(
        Error{Code::bad_request, fmt::format("{} It is set aside in quarantine. {}", pushed.why, others)}.at(
            pushed.field));
}

// False when others are being fetched already, so that slow places cannot hold all workers.
bool fetch_files(Call& call, channels::Batch& batch) {
    if (!courier::names_files(batch)) return true;
    Turn turn(call.app.pushed_files);
    if (turn.taken()) courier::fetch_files(call.app.post.surroundings.http, batch);
    return turn.taken();
}

net::Response take_push(Call& call) {
    auto channel = called(call);
    auto stranger = call.request.remote + " " + call.params.at("key");
    if (auto wait = call.app.push_strangers.retry_after_ms(stranger); wait > 0) return too_often(wait);
    auto pushed = proven(call, channel, stranger);
    if (channel.paused_at)
        return later({Code::unavailable, "This channel is paused. Send it again later."}, pause_over_s);
    if (!call.app.pushes.take(channel.id.text()))
        return too_often(call.app.pushes.retry_after_ms(channel.id.text()));
    auto response = said(pushed);
    auto actor = store::Actor::system(channel.workspace);
    bool known = call.read(
        [&](db::Tx& tx) { return store::push_taken(tx, channel.workspace, channel.id, pushed.id); });
    if (known) return response;
    if (!fetch_files(call, pushed.batch))
        return later({Code::unavailable, "Files of other messages are being fetched. Send it again."},
                     files_over_s);
    courier::Intake(call.app.store, call.app.files).take_push(actor, channel.id, std::move(pushed));
    return response;
}

constexpr Route all[] = {
    {net::Method::post, "/hooks/{key}", anybody, take_push,
     "Messages from a system of the company's own: one, or a list of at most 200, signed as Standard "
     "Webhooks says",
     "PushedMessage", "PushTaken"},
};
}  // namespace

std::span<const Route> push_routes() {
    return all;
}
}  // namespace api
