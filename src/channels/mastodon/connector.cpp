#include "channels/mastodon/connector.hpp"

#include <algorithm>

namespace channels::mastodon {
namespace {
constexpr std::int64_t longest_wait_ms = minute_ms, streaming_pace_ms = 2 * minute_ms;
// A time too far away to be meant comes from a clock that was set back.
constexpr std::int64_t furthest_ms = 6 * hour_ms;
}  // namespace

Connected::Connected(const ChannelConfig& config, const Surroundings& around, std::unique_ptr<Pause> pause)
    : around_(around),
      settings_(Settings::read(config)),
      api_(around_, settings_.base, settings_.token),
      pause_(std::move(pause)),
      stream_(around_, settings_) {}

const Place& Connected::place() {
    if (!place_) place_ = learn(api_);
    return *place_;
}

Batch Connected::next(const Cursor& since) {
    auto state = State::read(since, settings_.base);
    place();
    stream_.open(*place_);
    Batch heard;
    Reader reader(api_, *place_, settings_, around_.clock);
    auto waited = wait(state.next_at, heard);
    if (waited == Waited::not_yet) return {.next = since};
    if (waited == Waited::heard) {
        reader.complete(heard, state);
        heard.next = state.cursor(), heard.health = health(heard);
        return heard;
    }
    auto batch = reader.look(state);
    if (stream_.is_open() && state.next_at > around_.clock.now())
        state.next_at = std::max(state.next_at, around_.clock.now() + streaming_pace_ms);
    batch.next = state.cursor(), batch.health = health(batch);
    return batch;
}

Connected::Waited Connected::wait(Time until, Batch& heard) {
    auto left = until - around_.clock.now();
    if (left <= 0 || left >= furthest_ms) return Waited::due;
    if (stream_.is_open()) {
        if (stream_.hear(std::min(left, longest_wait_ms), *place_, heard)) return Waited::heard;
        // The line has ended: what it did not tell is asked for at once.
        if (!stream_.is_open() && !pause_->stopped()) return Waited::due;
    } else {
        pause_->wait(std::min(left, longest_wait_ms));
    }
    return pause_->stopped() || until > around_.clock.now() ? Waited::not_yet : Waited::due;
}

Health Connected::health(const Batch& batch) const {
    auto now = api_.rate();
    now.streaming = stream_.is_open(), now.account = place_->handle, now.audience = place_->followers;
    now.limits = place_->limits;
    for (const auto& each : batch.items)
        if (each.addressed) now.lag_ms = std::max<std::int64_t>(0, around_.clock.now() - each.sent_at);
    return now;
}

Receipt Connected::send(const model::Outgoing& message) {
    return writer().send(message);
}

Sighting Connected::look_for(const model::Outgoing& message) {
    return writer().look_for(message);
}

Receipt Connected::act(const model::Deed& deed) {
    return writer().act(deed);
}

std::vector<model::Inbound> Connected::history(const model::Handle& of, std::size_t count) {
    return writer().history(of.handle, count);
}

std::vector<model::Inbound> Connected::probe(std::size_t count) {
    place_ = learn(api_);
    return Reader(api_, *place_, settings_, around_.clock).newest(count);
}

void Connected::stop() {
    pause_->stop();
    stream_.stop();
}
}  // namespace channels::mastodon
