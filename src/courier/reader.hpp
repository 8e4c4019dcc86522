#pragma once
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "courier/dispatch.hpp"
#include "courier/intake.hpp"

// The courier's threads: one a channel that reads, one that sends.
namespace courier {

class Courier {
public:
    // `owner` names this run of this process in leases. Nothing runs before start().
    Courier(const Post& post, std::string owner);
    ~Courier();  // stops

    void start();
    // Ends what can be ended at once and waits for the rest; what was being sent is settled.
    void stop();

private:
    struct Reading;
    void supervise();
    void reconcile();
    void read(Reading&);
    bool read_once(Reading&);
    void report(const store::Channel&, const channels::ChannelError&, std::int64_t wait_ms);
    void dispatch();
    void pause(const Reading&, std::int64_t ms);
    void end(Reading&);

    const Post& post_;
    const std::string owner_;
    const Intake intake_;
    Dispatch dispatch_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, channels_changed_ = true, jobs_changed_ = true;
    std::map<Id, std::unique_ptr<Reading>> readings_;
    std::shared_ptr<void> hears_journal_, hears_jobs_;
    std::thread supervisor_, dispatcher_;
};

}  // namespace courier
