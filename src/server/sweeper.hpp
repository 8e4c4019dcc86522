#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace server {

// Calls `sweep` when it starts and then every hour, on a thread of its own; what it throws is logged and it
// is called again the next hour.
class Sweeper {
public:
    explicit Sweeper(std::function<void()> sweep) : sweep_(std::move(sweep)) {}
    ~Sweeper();
    void start();
    void stop();

private:
    void run();

    const std::function<void()> sweep_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace server
