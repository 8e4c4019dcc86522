#include "net/stream.hpp"

namespace net {

bool Stream::write(std::string bytes) {
    std::lock_guard lock(mutex_);
    if (state_ != State::open) return false;
    if (bytes.empty()) return true;
    if (size_ > 0 && size_ + bytes.size() > limit_) {
        end(State::lost);
        return false;
    }
    size_ += bytes.size();
    waiting_.push_back(std::move(bytes));
    nudge();
    return true;
}

bool Stream::drain() {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return state_ != State::open || size_ <= limit_ / 2; });
    return state_ == State::open;
}

void Stream::close() {
    std::lock_guard lock(mutex_);
    if (state_ == State::open) end(State::closed);
}

bool Stream::open() const {
    std::lock_guard lock(mutex_);
    return state_ == State::open;
}

std::size_t Stream::waiting() const {
    std::lock_guard lock(mutex_);
    return size_;
}

std::string Stream::take(std::size_t most) {
    std::lock_guard lock(mutex_);
    nudged_ = false;
    if (state_ == State::lost || waiting_.empty()) return {};
    std::string out = std::move(waiting_.front());
    waiting_.pop_front();
    while (!waiting_.empty() && out.size() + waiting_.front().size() <= most) {
        out += waiting_.front();
        waiting_.pop_front();
    }
    return out;
}

void Stream::sent(std::size_t count) {
    std::lock_guard lock(mutex_);
    size_ -= count;
    if (size_ <= limit_ / 2) drained_.notify_all();
}

void Stream::abandon() {
    std::lock_guard lock(mutex_);
    if (state_ != State::lost) end(State::lost);
}

void Stream::detach() {
    std::lock_guard lock(mutex_);
    wake_ = nullptr;
    if (state_ == State::open) end(State::lost);
    waiting_.clear();
}

bool Stream::finished() const {
    std::lock_guard lock(mutex_);
    return state_ == State::lost || (state_ == State::closed && waiting_.empty());
}

bool Stream::lost() const {
    std::lock_guard lock(mutex_);
    return state_ == State::lost;
}

void Stream::end(State state) {
    state_ = state;
    if (state == State::lost) waiting_.clear();
    drained_.notify_all();
    nudged_ = false;
    nudge();
}

void Stream::nudge() {
    if (!wake_ || nudged_) return;
    nudged_ = true;
    wake_();
}

}  // namespace net
