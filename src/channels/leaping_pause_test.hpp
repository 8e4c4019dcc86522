#pragma once
#include <atomic>

#include "base/time.hpp"
#include "channels/pause.hpp"

namespace channels {

// For tests only. Waiting moves the clock instead of taking time.
class LeapingPause final : public Pause {
public:
    explicit LeapingPause(ManualClock& clock) : clock_(clock) {}
    void wait(std::int64_t ms) override { clock_.advance(ms); }
    void stop() override { stopped_ = true; }
    bool stopped() const override { return stopped_; }

private:
    ManualClock& clock_;
    std::atomic<bool> stopped_ = false;
};

}  // namespace channels
