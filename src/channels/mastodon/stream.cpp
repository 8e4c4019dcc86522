#include "channels/mastodon/stream.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace channels::mastodon {
namespace {
constexpr std::int64_t first_try_ms = 15 * second_ms, last_try_ms = 30 * minute_ms;
constexpr std::size_t most_frames = 100;
constexpr double breath = 0.05;  // frames that come together are taken together

json::object subscription(const Source& source) {
    json::object out{{"type", "subscribe"}, {"stream", source.stream}};
    if (!source.argument.empty()) out[source.stream == "hashtag" ? "tag" : "list"] = source.argument;
    return out;
}

std::string replaced(std::string url, std::string_view from, std::string_view to) {
    if (url.starts_with(from)) url.replace(0, from.size(), to);
    return url;
}
}  // namespace

void Stream::open(const Place& place) {
    auto now = around_.clock.now();
    if (line_ || place.streaming.empty() || next_try_ > now) return;
    try {
        try {
            hold(by_websocket(place));
        } catch (const net::FetchError& error) {
            if (error.reason() != net::FetchError::Reason::protocol) throw;
            hold(by_events(place));
        }
    } catch (const net::FetchError& error) {
        next_try_ = now + std::min(last_try_ms, first_try_ms << std::min<std::int64_t>(failures_++, 10));
        logging::info("stream_refused", {{"server", settings_.base}, {"why", error.text()}});
    }
}

std::unique_ptr<net::Frames> Stream::by_websocket(const Place& place) const {
    net::FramesOptions options{.url = place.streaming + "/api/v1/streaming?stream=user",
                               .trust = around_.trust};
    options.headers.set("Authorization", "Bearer " + settings_.token);
    for (const auto& source : settings_.sources)
        if (source.stream != "user") options.first.push_back(json::serialize(subscription(source)));
    return net::Frames::websocket(options);
}

std::unique_ptr<net::Frames> Stream::by_events(const Place& place) const {
    auto base = replaced(replaced(place.streaming, "wss://", "https://"), "ws://", "http://");
    net::FramesOptions options{.url = base + "/api/v1/streaming/user", .trust = around_.trust};
    options.headers.set("Authorization", "Bearer " + settings_.token);
    return net::Frames::events(options);
}

void Stream::hold(std::unique_ptr<net::Frames> line) {
    std::lock_guard lock(mutex_);
    line_ = std::move(line);
    if (stopped_) line_->interrupt();
}

void Stream::close() {
    std::lock_guard lock(mutex_);
    line_.reset();
    next_try_ =
        around_.clock.now() + std::min(last_try_ms, first_try_ms << std::min<std::int64_t>(failures_++, 10));
}

void Stream::stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    if (line_) line_->interrupt();
}

bool Stream::hear(std::int64_t ms, const Place& place, Batch& batch) {
    bool any = false;
    try {
        auto frame = line_->read(static_cast<double>(ms) / 1000);
        for (std::size_t count = 0; frame; frame = line_->read(breath)) {
            any = take(*frame, place, batch) || any;
            failures_ = 0;
            if (++count >= most_frames) break;
        }
    } catch (const net::FetchError& error) {
        logging::info("stream_ended", {{"server", settings_.base}, {"why", error.text()}});
        close();
    }
    return any;
}

// A WebSocket frame wraps the event: {"stream": ["user"], "event": "update", "payload": "…"}.
bool Stream::take(const net::Frame& frame, const Place& place, Batch& batch) const {
    if (!frame.event.empty()) return take_frame(frame.event, frame.data, place.origin, batch);
    auto wrapped = json::parse(frame.data);
    if (!wrapped || !wrapped->is_object()) return false;
    auto event = json::text(*wrapped, "event");
    bool homely = std::any_of(settings_.sources.begin(), settings_.sources.end(),
                              [](const auto& each) { return each.name == "home"; });
    const auto& streams = json::list(*wrapped, "stream");
    bool from_home =
        !streams.empty() && streams.front().is_string() && streams.front().get_string() == "user";
    Batch heard;
    if (!take_frame(event, json::text(*wrapped, "payload"), place.origin, heard)) return false;
    // Our home timeline is heard only when somebody asked for it; what we wrote ourselves always is.
    if (event == "update" && from_home && !homely)
        std::erase_if(heard.items, [](const auto& each) {
            return each.direction == model::Direction::inbound && !each.addressed;
        });
    for (auto& each : heard.items) batch.items.push_back(std::move(each));
    for (auto& each : heard.edits) batch.edits.push_back(std::move(each));
    for (auto& each : heard.reactions) batch.reactions.push_back(std::move(each));
    for (auto& each : heard.poison) batch.poison.push_back(std::move(each));
    for (auto& each : heard.deleted) batch.deleted.push_back(std::move(each));
    return true;
}
}  // namespace channels::mastodon
