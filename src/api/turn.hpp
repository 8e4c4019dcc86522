#pragma once
#include <semaphore>

namespace api {

// One of the few turns at something slow, taken at once or not at all, and given back at the end.
class Turn {
public:
    explicit Turn(std::counting_semaphore<2>& turns) : turns_(turns), taken_(turns.try_acquire()) {}
    ~Turn() {
        if (taken_) turns_.release();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool taken() const { return taken_; }

private:
    std::counting_semaphore<2>& turns_;
    const bool taken_;
};

}  // namespace api
