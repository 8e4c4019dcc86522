#include "courier/outgoing_hooks.hpp"

#include "base/log.hpp"
#include "courier/hook_stop.hpp"

namespace courier {
namespace {
constexpr std::int64_t look_ms = 5 * second_ms, first_rest_ms = 5 * second_ms,
                       longest_rest_ms = 5 * minute_ms;
constexpr int failures_borne = 3;
}  // namespace

OutgoingHooks::OutgoingHooks(const Post& post, HookData data, std::string owner)
    : post_(post), follower_(post.store), sender_(post, std::move(data), owner), owner_(std::move(owner)) {}

OutgoingHooks::~OutgoingHooks() {
    stop();
}

void OutgoingHooks::start() {
    auto ring = [this](const char* topic, bool& flag) {
        hears_.push_back(post_.store.truth.listen(topic, [this, &flag] {
            std::lock_guard lock(mutex_);
            news_ = flag = true;
            wake_.notify_all();
        }));
    };
    ring("journal", news_), ring("hooks", hooks_changed_);
    post_.store.truth.write(
        [&](db::Tx& tx) { store::free_hook_deliveries(tx, post_.store.clock.now(), owner_); });
    thread_ = std::thread([this] { run(); });
}

void OutgoingHooks::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_.clear();
    if (thread_.joinable()) thread_.join();
    for (auto& [hook, line] : lines_) line.thread.join();
    lines_.clear();
}

void OutgoingHooks::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        news_ = false;
        lock.unlock();
        auto wait = look_ms;
        try {
            look_anew();
            follow();
            tidy();
            give_out();
            wait = pause_ms();
        } catch (const std::exception& error) {
            logging::error("hooks_failed", {{"why", error.what()}});
            std::lock_guard again(mutex_);
            hooks_changed_ = true;
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::milliseconds(wait), [&] { return stopping_ || news_; });
    }
}

void OutgoingHooks::look_anew() {
    {
        std::lock_guard lock(mutex_);
        if (!std::exchange(hooks_changed_, false)) return;
        // Somebody has mended something, or wants to see how it goes.
        rests_.clear();
    }
    workspaces_ = post_.store.read([](db::Tx& tx) { return store::workspaces_with_hooks(tx); });
}

void OutgoingHooks::follow() {
    for (auto workspace : workspaces_)
        while (follower_.step(workspace)) continue;
}

// Other nodes may have died, and some places never keep up.
void OutgoingHooks::tidy() {
    auto now = post_.store.clock.now();
    if (workspaces_.empty() || now - tidied_at_ < hook_lease_ms / 2) return;
    tidied_at_ = now;
    post_.store.truth.write([&](db::Tx& tx) { store::free_hook_deliveries(tx, now, ""); });
    stop_overfull_hooks(post_.store);
}

void OutgoingHooks::give_out() {
    end_lines();
    if (workspaces_.empty()) return;
    auto now = post_.store.clock.now();
    auto due = post_.store.read([&](db::Tx& tx) { return store::due_hooks(tx, now); });
    std::lock_guard lock(mutex_);
    for (const auto& hook : due) {
        if (!may_begin(hook)) continue;
        std::thread line([this, hook] { work(hook); });
        lines_[hook].thread = std::move(line);
    }
}

bool OutgoingHooks::may_begin(const store::DueHook& hook) {
    auto rest = rests_.find(hook);
    bool rests = rest != rests_.end() && post_.store.clock.now() < rest->second.until;
    return !rests && !lines_.contains(hook) && lines_.size() < most_lines;
}

void OutgoingHooks::work(store::DueHook hook) {
    try {
        while (goes_on(hook, sender_.step(hook))) continue;
    } catch (const std::exception& error) {
        logging::error("hook_failed", {{"hook", hook.hook.text()}, {"why", error.what()}});
        goes_on(hook, HookSender::Went::badly);
    }
    std::lock_guard lock(mutex_);
    lines_[hook].over = news_ = true;
    wake_.notify_all();
}

bool OutgoingHooks::goes_on(const store::DueHook& hook, HookSender::Went went) {
    std::lock_guard lock(mutex_);
    if (went == HookSender::Went::well) rests_.erase(hook);
    if (went != HookSender::Went::badly) return went == HookSender::Went::well && !stopping_;
    auto& rest = rests_[hook];
    if (++rest.failures < failures_borne) return !stopping_;
    auto wait = std::min(longest_rest_ms, first_rest_ms << std::min(rest.failures - failures_borne, 10));
    rest.until = post_.store.clock.now() + wait;
    return false;
}

void OutgoingHooks::end_lines() {
    std::lock_guard lock(mutex_);
    for (auto at = lines_.begin(); at != lines_.end();) {
        auto& line = at->second;
        if (line.over) line.thread.join();
        at = line.over ? lines_.erase(at) : std::next(at);
    }
}

// What is due by now has a line, whose end wakes us, or rests.
std::int64_t OutgoingHooks::pause_ms() {
    if (workspaces_.empty()) return look_ms;
    auto now = post_.store.clock.now();
    auto due = post_.store.read([&](db::Tx& tx) { return store::next_hook_delivery(tx, now); });
    return due ? std::min(due - now, look_ms) : look_ms;
}
}  // namespace courier
