#pragma once
// Private to the frames_*.cpp files.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "net/frames.hpp"
#include "net/line.hpp"

namespace net {

// Between the thread that reads a line and the one that wants its frames.
class FramesQueue {
public:
    // For the reading thread. False when nobody wants any more.
    bool put(Frame);
    void end(std::string why);

    std::optional<Frame> take(double seconds);  // as Frames::read
    void interrupt();                           // as Frames::interrupt
    // Nobody will take any more: put() does not wait from now on.
    void abandon();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Frame> frames_;
    bool interrupted_ = false, abandoned_ = false, ended_ = false;
    std::string why_;
};

// The thread that reads, and what both kinds of lines have in common.
class ReadFrames : public Frames {
public:
    std::optional<Frame> read(double seconds) override { return queue_.take(seconds); }
    void interrupt() override { queue_.interrupt(); }

protected:
    // Runs `work` until it returns; what it throws or returns is why the line ended.
    void start(std::function<std::string(FramesQueue&)> work);
    // Must be called by the destructor of whoever owns what `work` uses; `line` is woken for it.
    void finish(Line& line);

private:
    FramesQueue queue_;
    std::thread thread_;
};

}  // namespace net
