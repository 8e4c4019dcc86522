#include "net/rate.hpp"

#include <cmath>

namespace net {

RateLimit::RateLimit(const Clock& clock, double per_second, double burst, std::size_t most_keys)
    : clock_(clock),
      per_second_(per_second),
      burst_(burst),
      most_keys_(std::max<std::size_t>(most_keys, 2)) {}

bool RateLimit::take(std::string_view key, double cost) {
    std::lock_guard lock(mutex_);
    Time now = clock_.now();
    std::string name(key);
    auto found = buckets_.find(name);
    double held = found == buckets_.end() ? burst_ : tokens(found->second, now);
    if (held < cost) return false;
    if (found != buckets_.end()) {
        found->second = {held - cost, now};
        return true;
    }
    if (buckets_.size() >= most_keys_) make_room(now);
    buckets_.emplace(std::move(name), Bucket{held - cost, now});
    return true;
}

std::int64_t RateLimit::retry_after_ms(std::string_view key) const {
    std::lock_guard lock(mutex_);
    auto found = buckets_.find(std::string(key));
    if (found == buckets_.end()) return 0;
    double missing = 1 - tokens(found->second, clock_.now());
    return missing <= 0 ? 0 : static_cast<std::int64_t>(std::ceil(missing / per_second_ * 1000));
}

double RateLimit::tokens(const Bucket& bucket, Time now) const {
    auto passed = std::max<std::int64_t>(0, now - bucket.at);
    return std::min(burst_, bucket.tokens + static_cast<double>(passed) / 1000 * per_second_);
}

// A full bucket and none are the same, so those go for free; half goes at once to keep this seldom.
void RateLimit::make_room(Time now) {
    std::erase_if(buckets_, [&](const auto& entry) { return tokens(entry.second, now) >= burst_; });
    if (buckets_.size() < most_keys_) return;
    std::vector<double> held;
    for (const auto& entry : buckets_) held.push_back(tokens(entry.second, now));
    auto middle = held.begin() + static_cast<std::ptrdiff_t>(held.size() / 2);
    std::nth_element(held.begin(), middle, held.end());
    auto surplus = buckets_.size() / 2;
    std::erase_if(buckets_, [&](const auto& entry) {
        bool goes = surplus > 0 && tokens(entry.second, now) >= *middle;
        surplus -= goes ? 1 : 0;
        return goes;
    });
}

}  // namespace net
