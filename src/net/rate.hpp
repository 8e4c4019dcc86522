#pragma once
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace net {

// One token bucket a key: `burst` at once, then `per_second`. Safe from any thread. Memory is bounded: of
// more than `most_keys` at a time, those that used the least of their allowance are forgotten first.
class RateLimit {
public:
    RateLimit(const Clock& clock, double per_second, double burst, std::size_t most_keys = 20'000);

    // True, and the cost is taken, when the key's bucket holds it.
    bool take(std::string_view key, double cost = 1);
    // How long until take(key) can succeed; 0 when it can now.
    std::int64_t retry_after_ms(std::string_view key) const;

private:
    struct Bucket {
        double tokens;
        Time at;
    };
    double tokens(const Bucket&, Time now) const;
    void make_room(Time now);

    const Clock& clock_;
    const double per_second_, burst_;
    const std::size_t most_keys_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace net
