#include "channels/bluesky/connector.hpp"

#include <algorithm>

#include "channels/bluesky/syntax.hpp"

namespace channels::bluesky {
namespace {
constexpr std::int64_t longest_wait_ms = minute_ms, try_again_ms = second_ms;
// A time too far away to be meant comes from a clock that was set back.
constexpr std::int64_t furthest_ms = 6 * hour_ms;
}  // namespace

Connected::Connected(const ChannelConfig& config, const Surroundings& around, std::unique_ptr<Pause> pause)
    : around_(around),
      settings_(Settings::read(config)),
      session_(config, around_),
      api_(around_, session_),
      pause_(std::move(pause)),
      stream_(around_, settings_) {}

// How many hear us, and who is behind the handles we listen to. Of an account that is so young that the
// network has not met it, nothing is known yet: it is read all the same, and asked for again.
void Connected::learn() {
    auto profile = [&](const std::string& actor) {
        return api_.find("app.bsky.actor.getProfile", {{"actor", actor}}).value_or(json::object{});
    };
    if (followers_ < 0) followers_ = json::integer(profile(api_.us().did), "followersCount", -1);
    for (auto& source : settings_.sources)
        if (source.kind == Source::Kind::author && source.did.empty())
            source.did = json::text(profile(source.value), "did");
}

Batch Connected::next(const Cursor& since) {
    auto state = State::read(since, api_.us().did);
    learn();
    stream_.open(state);
    Told told;
    auto waited = wait(state, told);
    if (waited == Waited::not_yet) return {.next = since};
    auto batch = waited == Waited::told ? take(told, state) : Reader(api_, settings_).look(state);
    auto now = around_.clock.now();
    if (!state.pending.empty()) state.next_at = std::min(state.next_at, now + try_again_ms);
    state.heard_us = std::max(state.heard_us, stream_.heard_us());
    batch.next = state.cursor(), batch.health = health(batch);
    return batch;
}

Connected::Waited Connected::wait(const State& state, Told& told) {
    auto left = state.next_at - around_.clock.now();
    if (left <= 0 || left >= furthest_ms) return Waited::due;
    if (stream_.is_open()) {
        Concern concern{{state.did}, settings_.sources, state.watched};
        if (stream_.hear(std::min(left, longest_wait_ms), concern, told)) return Waited::told;
        // The line has ended: what it did not tell is asked for at once.
        if (!stream_.is_open() && !pause_->stopped()) return Waited::due;
    } else {
        pause_->wait(std::min(left, longest_wait_ms));
    }
    return pause_->stopped() || state.next_at > around_.clock.now() ? Waited::not_yet : Waited::due;
}

Batch Connected::take(const Told& told, State& state) {
    Batch batch;
    for (const auto& uri : told.deleted) batch.deleted.push_back(uri), state.watched.forget(uri);
    for (const auto& posts : told.authors) state.watched.hurry(posts, around_.clock.now());
    if (!told.authors.empty()) state.next_at = around_.clock.now();
    Reader reader(api_, settings_);
    reader.fetch(told.posts, state, batch);
    reader.complete(batch, state);
    return batch;
}

Health Connected::health(const Batch& batch) {
    auto now = api_.rate();
    now.streaming = stream_.is_open(), now.account = "@" + api_.us().handle, now.audience = followers_;
    for (const auto& each : batch.items)
        if (each.addressed) now.lag_ms = std::max<std::int64_t>(0, around_.clock.now() - each.sent_at);
    return now;
}

Receipt Connected::send(const model::Outgoing& message) {
    return Writer(api_).send(message);
}

Sighting Connected::look_for(const model::Outgoing& message) {
    return Writer(api_).look_for(message);
}

Receipt Connected::act(const model::Deed& deed) {
    return Writer(api_).act(deed);
}

std::vector<model::Inbound> Connected::history(const model::Handle& of, std::size_t count) {
    return Writer(api_).history(of.handle, count);
}

std::vector<model::Inbound> Connected::probe(std::size_t count) {
    learn();
    for (const auto& source : settings_.sources)
        if (source.kind == Source::Kind::author && source.did.empty())
            throw ChannelError(Fault::rejected, "Nobody on Bluesky is called " + source.name + ".")
                .about("listen");
    return Reader(api_, settings_).newest(count);
}

void Connected::stop() {
    pause_->stop();
    stream_.stop();
}
}  // namespace channels::bluesky
