#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace db {

// Who waits for which topic in this process. Callbacks run on one thread of its own, started by the first
// add(); many announcements of a topic before its turn become one call. Safe from any thread.
class Listeners {
public:
    Listeners() = default;
    ~Listeners() { stop(); }
    Listeners(const Listeners&) = delete;
    Listeners& operator=(const Listeners&) = delete;

    std::shared_ptr<void> add(std::string topic, std::function<void()> heard);
    void announce(std::string_view topic);
    void announce_all();
    // No callback runs or will run afterwards. For a database that goes away: what callbacks use goes with
    // it.
    void stop();

private:
    class Subscription;

    void serve();
    std::vector<std::shared_ptr<Subscription>> due();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::weak_ptr<Subscription>> subscriptions_;
    std::set<std::string, std::less<>> announced_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace db
