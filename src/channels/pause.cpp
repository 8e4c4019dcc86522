#include "channels/pause.hpp"

namespace channels {
void RealPause::wait(std::int64_t ms) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return stopped_; });
}

void RealPause::stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
}

bool RealPause::stopped() const {
    std::lock_guard lock(mutex_);
    return stopped_;
}
}  // namespace channels
