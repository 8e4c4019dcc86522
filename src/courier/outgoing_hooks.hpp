#pragma once
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "courier/hook_follower.hpp"
#include "courier/hook_sender.hpp"

namespace courier {

// Tells other systems what happens: one thread reads the journals, and each hook for which something is due
// has a thread of its own until nothing is, so that a slow receiver delays only itself.
class OutgoingHooks {
public:
    // Of more hooks at a time than this the others wait for their turn.
    static constexpr std::size_t most_lines = 32;

    OutgoingHooks(const Post&, HookData, std::string owner);
    ~OutgoingHooks();
    void start();
    void stop();

private:
    struct Line {
        std::thread thread;
        bool over = false;
    };
    // A hook that keeps failing is left alone for a while, whatever else waits for it.
    struct Rest {
        int failures = 0;
        Time until = {};
    };

    void run();
    void follow();
    void tidy();
    void look_anew();
    void give_out();
    bool may_begin(const store::DueHook&);
    void work(store::DueHook);
    bool goes_on(const store::DueHook&, HookSender::Went);
    void end_lines();
    std::int64_t pause_ms();

    const Post& post_;
    const HookFollower follower_;
    const HookSender sender_;
    const std::string owner_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, news_ = true, hooks_changed_ = true;
    std::vector<Id> workspaces_;
    Time tidied_at_ = {};
    std::map<store::DueHook, Line> lines_;
    std::map<store::DueHook, Rest> rests_;
    std::vector<std::shared_ptr<void>> hears_;
    std::thread thread_;
};

}  // namespace courier
