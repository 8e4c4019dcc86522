#include "channels/feed/reader.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/feed/codec.hpp"
#include "channels/feed/messages.hpp"
#include "channels/retry_after.hpp"

namespace channels::feed {
namespace {
constexpr std::size_t batch_items = 200, batch_bytes = 16u << 20;
constexpr std::int64_t longest_wait_ms = 4 * minute_ms, longest_asked_ms = 7 * day_ms;

[[noreturn]] void refuse(const net::Fetched& answer, const std::string& url, bool has_login, Time now) {
    auto asked = retry_after(answer.headers, now, longest_asked_ms);
    auto says = url + " answered " + std::to_string(answer.status);
    switch (answer.status) {
        case 401:
            throw ChannelError(
                Fault::reauthorise,
                has_login ? "User name or password was refused by " + url + ". Enter them again."
                          : url + " wants a user name and a password. Enter them in the channel's settings.")
                .about(has_login ? "password" : "user");
        case 403:
            throw ChannelError(has_login ? Fault::reauthorise : Fault::rejected,
                               says +
                                   " (forbidden). It does not let us read this feed; check the address, or "
                                   "give a user name and a password.")
                .about(has_login ? "password" : "url");
        case 404:
            throw ChannelError(Fault::retry_later,
                               says + " (not found). The feed may have moved: check its address.",
                               asked.value_or(now + 6 * hour_ms))
                .about("url");
        case 410:
            throw ChannelError(Fault::gone, says + " (gone): the publisher has taken the feed away for good.")
                .about("url");
        case 429:
            throw ChannelError(Fault::retry_later, says + " (too many requests); we come back later.",
                               asked.value_or(now + hour_ms));
        case 408:
        case 425:
            throw ChannelError(Fault::retry_later, says + "; we try again.", asked.value_or(Time{}));
        default:
            break;
    }
    if (answer.status >= 500)
        throw ChannelError(Fault::retry_later, says + ": the server has a problem of its own; we try again.",
                           asked.value_or(Time{}));
    throw ChannelError(Fault::rejected, says + ", which is no feed. Check the address.").about("url");
}

[[noreturn]] void refuse(const net::FetchError& error) {
    using Reason = net::FetchError::Reason;
    bool for_good = error.reason() == Reason::bad_url || error.reason() == Reason::refused_by_guard ||
                    error.reason() == Reason::too_large;
    throw ChannelError(for_good ? Fault::rejected : Fault::retry_later, error.text(), {}, error.detail())
        .about("url");
}

std::uint64_t key(const std::string& remote_id) {
    return stable_hash(remote_id);
}

std::size_t weight(const model::Inbound& item) {
    return item.text.size() + item.html.size() + item.subject.size() + 2000;
}

template <class Item>
bool oldest_first(const Item& a, const Item& b) {
    return a.sent_at < b.sent_at;
}
}  // namespace

Reader::Reader(const ChannelConfig& config, const Surroundings& around, std::unique_ptr<Pause> pause)
    : around_(around),
      url_(config.option("url")),
      user_(config.option("user")),
      password_(config.option("password")),
      pause_(std::move(pause)) {}

Batch Reader::next(const Cursor& since) {
    if (!handed_out_.text.empty() && since == handed_out_) return deliver(State::read(since, url_));
    items_.clear(), poison_.clear(), handed_out_ = {};
    auto state = State::read(since, url_);
    if (!due(state.next_at)) return {.next = since};
    auto answer = fetch(state, true);
    if (answer.status == 304) return unchanged(std::move(state), answer);
    if (answer.status < 200 || answer.status > 299)
        refuse(answer, state.url, !user_.empty(), around_.clock.now());
    auto feed = decoded(answer, !state.seen.empty());
    take_over(state, feed, answer);
    return deliver(std::move(state));
}

// False when it is still too early after some minutes, or when we were told to stop. A time too far away to
// be meant comes from a clock that was set back.
bool Reader::due(Time at) {
    auto left = at - around_.clock.now();
    if (left > 0 && left < 8 * day_ms) pause_->wait(std::min(left, longest_wait_ms));
    left = at - around_.clock.now();
    return !pause_->stopped() && (left <= 0 || left >= 8 * day_ms);
}

net::Fetched Reader::fetch(const State& state, bool conditional) {
    net::Fetch request{.url = state.url, .max_bytes = max_bytes};
    request.headers.set(
        "Accept",
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1");
    if (conditional && !state.etag.empty()) request.headers.set("If-None-Match", state.etag);
    if (conditional && !state.modified.empty()) request.headers.set("If-Modified-Since", state.modified);
    if (!user_.empty()) request.headers.set("Authorization", "Basic " + base64(user_ + ":" + password_));
    try {
        return around_.http.fetch(request);
    } catch (const net::FetchError& error) {
        refuse(error);
    }
}

Feed Reader::decoded(const net::Fetched& answer, bool was_feed_before) {
    auto result = decode(answer.body, answer.headers.get("Content-Type"), answer.final_url);
    if (auto* feed = std::get_if<Feed>(&result)) return std::move(*feed);
    auto& problem = std::get<Problem>(result);
    // What was a feed yesterday is probably one again tomorrow.
    if (was_feed_before) throw ChannelError(Fault::retry_later, problem.text, around_.clock.now() + hour_ms);
    throw ChannelError(Fault::rejected, problem.text).about("url");
}

Batch Reader::unchanged(State state, const net::Fetched& answer) {
    auto now = around_.clock.now();
    state.next_at = next_visit(state.pace, freshness(answer.headers), now, around_.random.number());
    return {.next = state.cursor()};
}

// From the old state and the new document: what is to be handed out, and the state after it.
void Reader::take_over(State& state, const Feed& feed, const net::Fetched& answer) {
    auto now = around_.clock.now();
    notice_.clear();
    for (const auto& each : feed.notices) notice_ += (notice_.empty() ? "" : " ") + each;
    collect(state, feed);
    finished_ = state;
    if (answer.moved_permanently && !answer.final_url.empty() && answer.final_url != state.url) {
        finished_.url = answer.final_url;
        notice_ = "The feed has moved to " + answer.final_url + "." + (notice_.empty() ? "" : " ") + notice_;
    }
    finished_.etag = answer.headers.get("ETag");
    finished_.modified = answer.headers.get("Last-Modified");
    finished_.pace = observe(feed, now);
    finished_.next_at = next_visit(finished_.pace, freshness(answer.headers), now, around_.random.number());
}

void Reader::collect(const State& before, const Feed& feed) {
    Origin origin{url_, around_.clock.now()};
    present_.clear();
    for (const auto& entry : feed.entries) {
        if (entry.cut) continue;  // whole next time
        auto understood = message(feed, entry, origin);
        if (auto* broken = std::get_if<model::Poison>(&understood)) {
            add_poison(before, std::move(*broken));
            continue;
        }
        auto& item = std::get<model::Inbound>(understood);
        if (!present_.insert(key(item.remote_id)).second) continue;
        auto known = before.seen.find(key(item.remote_id));
        if (known != before.seen.end() && known->second == fingerprint(item)) continue;
        if (known != before.seen.end()) item.extra["edited"] = true;
        items_.push_back(std::move(item));
    }
    for (const auto& each : feed.damaged) add_poison(before, each);
    std::stable_sort(items_.begin(), items_.end(), oldest_first<model::Inbound>);
}

void Reader::add_poison(const State& before, model::Poison poison) {
    bool is_new =
        present_.insert(key(poison.remote_id)).second && !before.seen.contains(key(poison.remote_id));
    if (is_new) poison_.push_back(std::move(poison));
}

Batch Reader::deliver(State state) {
    Batch batch;
    for (std::size_t bytes = 0; !items_.empty() && batch.items.size() < batch_items && bytes < batch_bytes;
         items_.pop_front()) {
        bytes += weight(items_.front());
        state.seen[key(items_.front().remote_id)] = fingerprint(items_.front());
        batch.items.push_back(std::move(items_.front()));
    }
    for (; !poison_.empty() && batch.poison.size() < batch_items; poison_.pop_front()) {
        state.seen[key(poison_.front().remote_id)] = 0;
        batch.poison.push_back(std::move(poison_.front()));
    }
    bool whole = items_.empty() && poison_.empty();
    if (whole) {
        std::erase_if(state.seen, [this](const auto& each) { return !present_.contains(each.first); });
        finished_.seen = std::move(state.seen);
        batch.next = finished_.cursor();
        batch.notice = std::exchange(notice_, {});
    } else {
        batch.next = state.cursor();
    }
    handed_out_ = whole ? Cursor{} : batch.next;
    return batch;
}

Receipt Reader::send(const model::Outgoing&) {
    throw ChannelError(Fault::rejected,
                       "A feed can only be read. Answer the author where the entry was published.");
}

std::vector<model::Inbound> Reader::probe(std::size_t count) {
    State fresh{.configured = url_, .url = url_};
    auto answer = fetch(fresh, false);
    if (answer.status < 200 || answer.status > 299) refuse(answer, url_, !user_.empty(), around_.clock.now());
    auto feed = decoded(answer, false);
    items_.clear(), poison_.clear(), handed_out_ = {};
    collect(fresh, feed);
    std::vector<model::Inbound> newest;
    while (!items_.empty() && newest.size() < count) {
        newest.push_back(std::move(items_.back()));
        items_.pop_back();
    }
    items_.clear(), poison_.clear();
    return newest;
}
}  // namespace channels::feed
