#include "channels/bluesky/jetstream.hpp"

#include <algorithm>
#include <chrono>

#include "base/log.hpp"
#include "channels/bluesky/syntax.hpp"

namespace channels::bluesky {
namespace {
constexpr std::int64_t first_try_ms = 15 * second_ms, last_try_ms = 30 * minute_ms;
constexpr std::int64_t overlap_us = 5'000'000, oldest_us = 24LL * 3600 * 1'000'000;
constexpr std::size_t most_posts = 100;
// Frames that come together are taken together, but on a busy network no moment is without one.
constexpr double breath = 0.05;
constexpr auto gathering = std::chrono::milliseconds(500);

bool take_commit(const json::value& frame, const Concern& concern, Told& told) {
    const auto* commit = json::find(frame, {"commit"});
    auto did = json::text(frame, "did");
    if (!commit || !is_did(did) || json::text(*commit, "collection") != post_collection) return false;
    AtUri post{did, std::string(post_collection), json::text(*commit, "rkey")};
    if (!at_uri(post.text())) return false;
    if (json::text(*commit, "operation") == "delete") {
        if (!concern.watched.knows(post.text())) return false;
        told.deleted.push_back(post.text());
        return true;
    }
    const auto* record = json::find(*commit, {"record"});
    bool ours = did == concern.us.did;
    if (!record || ours || !(refers(*record).to(concern.us) || wanted(concern.sources, *record, did)))
        return false;
    told.posts.push_back(post.text());
    return true;
}

bool take_account(const json::value& frame, const Concern& concern, Told& told) {
    const auto* account = json::find(frame, {"account"});
    auto posts = "at://" + json::text(frame, "did") + "/";
    if (!account || json::boolean(*account, "active", true) || !concern.watched.knows_any(posts))
        return false;
    told.authors.push_back(posts);
    return true;
}
}  // namespace

bool take_frame(std::string_view text, const Concern& concern, Told& told) {
    auto frame = json::parse(text);
    if (!frame || !frame->is_object()) return false;
    told.time_us = std::max(told.time_us, json::integer(*frame, "time_us"));
    auto kind = json::text(*frame, "kind");
    return kind == "commit" ? take_commit(*frame, concern, told)
                            : kind == "account" && take_account(*frame, concern, told);
}

void Jetstream::open(const State& state) {
    auto now = around_.clock.now();
    if (line_ || settings_.jetstream.empty() || next_try_ > now) return;
    auto from = std::max(heard_us_, state.heard_us);
    net::FramesOptions options{
        .url = settings_.jetstream + "/subscribe?wantedCollections=" + std::string(post_collection),
        .trust = around_.trust};
    // What is older than a day is not kept over there either.
    if (from > now.ms * 1000 - oldest_us) options.url += "&cursor=" + std::to_string(from - overlap_us);
    try {
        auto line = net::Frames::websocket(options);
        std::lock_guard lock(mutex_);
        line_ = std::move(line);
        if (stopped_) line_->interrupt();
    } catch (const net::FetchError& error) {
        try_later();
        logging::info("jetstream_refused", {{"server", settings_.jetstream}, {"why", error.text()}});
    }
}

void Jetstream::try_later() {
    next_try_ =
        around_.clock.now() + std::min(last_try_ms, first_try_ms << std::min<std::int64_t>(failures_++, 10));
}

void Jetstream::close() {
    std::lock_guard lock(mutex_);
    line_.reset();
    try_later();
}

void Jetstream::stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    if (line_) line_->interrupt();
}

bool Jetstream::hear(std::int64_t ms, const Concern& concern, Told& told) {
    using Clock = std::chrono::steady_clock;
    auto until = Clock::now() + std::chrono::milliseconds(ms);
    bool any = false;
    try {
        // Most of it is for others and let pass.
        while (told.posts.size() < most_posts) {
            std::chrono::duration<double> left = until - Clock::now();
            auto frame = left.count() > 0 ? line_->read(any ? std::min(breath, left.count()) : left.count())
                                          : std::nullopt;
            if (!frame) break;
            bool concerns = take_frame(frame->data, concern, told);
            failures_ = 0, heard_us_ = std::max(heard_us_, told.time_us);
            if (concerns && !any) until = std::min(until, Clock::now() + gathering);
            any = any || concerns;
        }
    } catch (const net::FetchError& error) {
        logging::info("jetstream_ended", {{"server", settings_.jetstream}, {"why", error.text()}});
        close();
    }
    return any;
}
}  // namespace channels::bluesky
