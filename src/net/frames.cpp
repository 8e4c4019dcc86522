#include "net/frames_queue.hpp"

namespace net {
namespace {
constexpr std::size_t most_waiting = 1'000;
}

bool FramesQueue::put(Frame frame) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return abandoned_ || frames_.size() < most_waiting; });
    if (abandoned_) return false;
    frames_.push_back(std::move(frame));
    changed_.notify_all();
    return true;
}

void FramesQueue::end(std::string why) {
    std::lock_guard lock(mutex_);
    ended_ = true;
    why_ = std::move(why);
    changed_.notify_all();
}

std::optional<Frame> FramesQueue::take(double seconds) {
    std::unique_lock lock(mutex_);
    auto limit = std::chrono::duration<double>(std::max(0.0, seconds));
    changed_.wait_for(lock, limit, [this] { return interrupted_ || ended_ || !frames_.empty(); });
    if (!frames_.empty() && !interrupted_) {
        auto first = std::move(frames_.front());
        frames_.pop_front();
        changed_.notify_all();
        return first;
    }
    if (ended_ && !interrupted_) throw FetchError(FetchError::Reason::protocol, why_);
    return std::nullopt;
}

void FramesQueue::interrupt() {
    std::lock_guard lock(mutex_);
    interrupted_ = true;
    changed_.notify_all();
}

void FramesQueue::abandon() {
    std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
}

void ReadFrames::start(std::function<std::string(FramesQueue&)> work) {
    thread_ = std::thread([this, work = std::move(work)] {
        std::string why;
        try {
            why = work(queue_);
        } catch (const std::exception& error) {
            why = error.what();
        }
        queue_.end(why.empty() ? "The other side closed the line." : why);
    });
}

void ReadFrames::finish(Line& line) {
    queue_.abandon();
    line.interrupt();
    if (thread_.joinable()) thread_.join();
}
}  // namespace net
