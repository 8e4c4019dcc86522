#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace channels {

// The seam through which a connector waits: a test does not want to.
class Pause {
public:
    virtual ~Pause() = default;
    virtual void wait(std::int64_t ms) = 0;  // returns early, and ever after at once, when stopped
    virtual void stop() = 0;
    virtual bool stopped() const = 0;
};

class RealPause final : public Pause {
public:
    void wait(std::int64_t ms) override;
    void stop() override;
    bool stopped() const override;

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
};

}  // namespace channels
