#include "courier/reader.hpp"

#include "base/log.hpp"

namespace courier {
namespace {
constexpr std::int64_t look_ms = 15 * second_ms, first_wait_ms = 5 * second_ms, last_wait_ms = 15 * minute_ms,
                       database_wait_ms = 30 * second_ms;
constexpr int turns = 100;

std::int64_t growing(std::int64_t failures, std::int64_t most) {
    return std::min(most, first_wait_ms << std::min<std::int64_t>(failures, 10));
}
}  // namespace

// One channel being read by a thread of its own.
struct Courier::Reading {
    store::Channel channel;  // as it was when reading began; a change begins anew
    std::mutex mutex;
    std::unique_ptr<channels::Connector> connector;
    std::atomic<bool> over = false, waiting = false;
    std::int64_t failures = 0;
    std::thread thread;

    void end() {
        over = true;
        std::lock_guard lock(mutex);
        if (connector) connector->stop();
    }
};

Courier::Courier(const Post& post, std::string owner)
    : post_(post), owner_(std::move(owner)), intake_(post.store, post.files), dispatch_(post, owner_) {}

Courier::~Courier() {
    stop();
}

void Courier::start() {
    auto ring = [this](bool& flag) {
        std::lock_guard lock(mutex_);
        flag = true;
        wake_.notify_all();
    };
    hears_journal_ = post_.store.truth.listen("channels", [this, ring] { ring(channels_changed_); });
    hears_jobs_ = post_.store.truth.listen("jobs", [this, ring] { ring(jobs_changed_); });
    post_.store.truth.write([&](db::Tx& tx) { store::release_channels(tx, owner_); });
    heart_ = std::thread([this] { beat(); });
    supervisor_ = std::thread([this] { supervise(); });
    dispatcher_ = std::thread([this] { dispatch(); });
}

void Courier::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_journal_.reset(), hears_jobs_.reset();
    if (supervisor_.joinable()) supervisor_.join();
    if (dispatcher_.joinable()) dispatcher_.join();
    for (auto& [id, reading] : readings_) end(*reading);
    for (auto& [id, reading] : readings_) reading->thread.join();
    readings_.clear();
    if (!heart_.joinable()) return;
    heart_.join();
    try {
        post_.store.truth.write([&](db::Tx& tx) { store::release_channels(tx, owner_); });
    } catch (const std::exception& error) {
        logging::warning("leases_kept", {{"why", error.what()}});
    }
}

void Courier::beat() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            auto until = post_.store.clock.now() + lease_ms;
            post_.store.truth.write([&](db::Tx& tx) {
                store::renew_channels(tx, owner_, until);
                store::renew_jobs(tx, owner_, until);
            });
        } catch (const std::exception& error) {
            logging::error("leases_not_renewed", {{"why", error.what()}});
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::milliseconds(lease_ms / 3), [&] { return stopping_; });
    }
}

void Courier::supervise() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        channels_changed_ = false;
        lock.unlock();
        try {
            reconcile();
        } catch (const std::exception& error) {
            logging::error("courier_failed", {{"why", error.what()}});
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::milliseconds(look_ms),
                       [&] { return stopping_ || channels_changed_; });
    }
}

// Begins reading what should be read and ends what should not, or was changed.
void Courier::reconcile() {
    auto wanted = post_.store.read([](db::Tx& tx) { return store::readable_channels(tx); });
    std::map<Id, const store::Channel*> by_id;
    for (const auto& channel : wanted) by_id[channel.id] = &channel;
    std::erase_if(readings_, [&](auto& each) {
        auto found = by_id.find(each.first);
        auto& old = each.second->channel;
        bool same = found != by_id.end() && found->second->options == old.options &&
                    (found->second->secrets == old.secrets || renewed_by_itself(post_, *found->second)) &&
                    !each.second->over;
        if (same && each.second->waiting && found->second->state == "connecting") same = false;
        if (same) return false;
        end(*each.second);
        each.second->thread.join();
        return true;
    });
    for (const auto& channel : wanted) {
        const auto* network = channels::network(channel.network);
        bool readable = post_.opener || (network && network->open);
        if (!readable || readings_.contains(channel.id)) continue;
        auto& reading = *(readings_[channel.id] = std::make_unique<Reading>());
        reading.channel = channel;
        reading.thread = std::thread([this, &reading] { read(reading); });
    }
}

void Courier::read(Reading& reading) {
    while (!reading.over) {
        std::int64_t wait = 0;
        try {
            if (!read_once(reading)) wait = look_ms;  // another node reads this channel
            reading.failures = 0;
        } catch (const channels::ChannelError& error) {
            wait = failed(reading, error);
        } catch (const std::exception& error) {
            wait = broke(reading, error);
        }
        if (wait == 0) continue;
        {
            std::lock_guard lock(reading.mutex);
            reading.connector.reset();
        }
        reading.waiting = true;
        pause(reading, wait);
        reading.waiting = false;
    }
}

bool Courier::read_once(Reading& reading) {
    const auto& channel = reading.channel;
    auto now = post_.store.clock.now();
    auto ours = post_.store.truth.write([&](db::Tx& tx) {
        store::touch_channel(tx, channel.workspace, channel.id, now);
        return store::lease_channel(tx, channel, owner_, now, now + lease_ms);
    });
    if (!ours) return false;
    {
        std::lock_guard lock(reading.mutex);
        if (!reading.connector) reading.connector = open(post_, channel);
        if (reading.over) return true;
    }
    auto fresh =
        post_.store.read([&](db::Tx& tx) { return store::channel(tx, channel.workspace, channel.id); });
    auto batch = reading.connector->next({fresh ? fresh->cursor : ""});
    auto notice = batch.notice;
    auto next = batch.next;
    auto actor = store::Actor::system(channel.workspace);
    intake_.take(actor, channel.id, std::move(batch), next);
    post_.store.change(actor, [&](store::Change& change) {
        store::set_channel_state(change, channel.id, "live", {}, notice);
    });
    return true;
}

// What the other side refused: how long to wait before asking again.
std::int64_t Courier::failed(Reading& reading, const channels::ChannelError& error) {
    auto wait = growing(reading.failures++, last_wait_ms);
    if (error.retry_at()) wait = std::max<std::int64_t>(0, error.retry_at() - post_.store.clock.now());
    if (error.fault() != channels::Fault::retry_later) wait = last_wait_ms;
    try {
        if (!reading.over) report(reading.channel, error, wait);
    } catch (const std::exception& trouble) {
        return broke(reading, trouble);
    }
    return wait;
}

// What broke on our side: a database that is away or full is back sooner than a fault of the program.
std::int64_t Courier::broke(Reading& reading, const std::exception& error) {
    const auto* known = dynamic_cast<const Error*>(&error);
    bool passing = known && known->code() == Code::unavailable;
    auto wait = growing(reading.failures++, passing ? database_wait_ms : last_wait_ms);
    logging::error(
        "reading_failed",
        {{"channel", reading.channel.id.text()}, {"why", error.what()}, {"wait_ms", std::to_string(wait)}});
    return wait;
}

void Courier::report(const store::Channel& channel, const channels::ChannelError& error, std::int64_t wait) {
    using channels::Fault;
    auto state = error.fault() == Fault::retry_later   ? "waiting"
                 : error.fault() == Fault::reauthorise ? "needs_login"
                                                       : "failed";
    logging::warning("channel_trouble",
                     {{"channel", channel.id.text()}, {"state", state}, {"wait_ms", std::to_string(wait)}});
    post_.store.change(store::Actor::system(channel.workspace), [&](store::Change& change) {
        store::set_channel_state(change, channel.id, state, error.text());
    });
}

void Courier::dispatch() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        jobs_changed_ = false;
        lock.unlock();
        std::int64_t wait = look_ms;
        try {
            dispatch_.recover();
            bool more = send_some();
            auto due = post_.store.read([](db::Tx& tx) { return store::next_due(tx); });
            if (due) wait = std::clamp<std::int64_t>(due - post_.store.clock.now(), 1, look_ms);
            if (more) wait = 0;
        } catch (const std::exception& error) {
            logging::error("dispatch_failed", {{"why", error.what()}});
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::milliseconds(wait), [&] { return stopping_ || jobs_changed_; });
    }
}

// What waits to be sent and what is in doubt take turns: a queue that never ends must keep no doubt from
// being settled, nor what another node left from being found. False when nothing is left to do now.
bool Courier::send_some() {
    for (int turn = 0; turn < turns && !stopping(); ++turn) {
        bool sent = dispatch_.step(), looked = dispatch_.look();
        if (!sent && !looked) return false;
    }
    return true;
}

bool Courier::stopping() {
    std::lock_guard lock(mutex_);
    return stopping_;
}

void Courier::pause(const Reading& reading, std::int64_t ms) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(ms), [&] { return stopping_ || reading.over; });
}

void Courier::end(Reading& reading) {
    reading.end();
    std::lock_guard lock(mutex_);
    wake_.notify_all();
}
}  // namespace courier
