#include "db/listeners.hpp"

#include "base/log.hpp"

namespace db {

class Listeners::Subscription {
public:
    Subscription(std::string name, std::function<void()> heard)
        : topic(std::move(name)), heard_(std::move(heard)) {}

    void call() {
        const std::lock_guard lock(running_);
        if (stopped_) return;
        try {
            heard_();
        } catch (const std::exception& e) {
            logging::error("db.listener_failed", {{"topic", topic}, {"error", e.what()}});
        }
    }

    void stop() {
        const std::lock_guard lock(running_);
        stopped_ = true;
    }

    const std::string topic;

private:
    // Recursive: a callback may drop its own handle.
    std::recursive_mutex running_;
    bool stopped_ = false;
    std::function<void()> heard_;
};

std::shared_ptr<void> Listeners::add(std::string topic, std::function<void()> heard) {
    auto subscription = std::make_shared<Subscription>(std::move(topic), std::move(heard));
    const std::lock_guard lock(mutex_);
    std::erase_if(subscriptions_, [](const auto& known) { return known.expired(); });
    subscriptions_.push_back(subscription);
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    Subscription* raw = subscription.get();
    return {raw, [subscription = std::move(subscription)](Subscription*) mutable {
                subscription->stop();
                subscription.reset();
            }};
}

void Listeners::announce(std::string_view topic) {
    {
        const std::lock_guard lock(mutex_);
        if (subscriptions_.empty()) return;
        announced_.emplace(topic);
    }
    changed_.notify_one();
}

void Listeners::announce_all() {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& known : subscriptions_) {
            if (const auto subscription = known.lock()) announced_.insert(subscription->topic);
        }
    }
    changed_.notify_one();
}

void Listeners::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Listeners::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !announced_.empty(); });
        if (stopping_) return;
        const auto subscriptions = due();
        lock.unlock();
        for (const auto& subscription : subscriptions) subscription->call();
        lock.lock();
    }
}

// Expects mutex_ to be held.
std::vector<std::shared_ptr<Listeners::Subscription>> Listeners::due() {
    std::vector<std::shared_ptr<Subscription>> found;
    for (const auto& known : subscriptions_) {
        auto subscription = known.lock();
        if (subscription && announced_.contains(subscription->topic))
            found.push_back(std::move(subscription));
    }
    announced_.clear();
    return found;
}

}  // namespace db
