#include "server/sweeper.hpp"

#include "base/log.hpp"

namespace server {
Sweeper::~Sweeper() {
    stop();
}

void Sweeper::start() {
    thread_ = std::thread([this] { run(); });
}

void Sweeper::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

void Sweeper::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            sweep_();
        } catch (const std::exception& error) {
            logging::error("sweeping_failed", {{"why", error.what()}});
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::hours(1), [&] { return stopping_; });
    }
}
}  // namespace server
