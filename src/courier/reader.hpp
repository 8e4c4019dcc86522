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

// The courier's threads: one a channel that reads, one that sends, one that says we live.
namespace courier {

class Courier {
public:
    // `owner` names this node in leases, in this life and the next, so that it takes up at once what it
    // left when it was killed; no other that lives has this name. Nothing runs before start().
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
    std::int64_t failed(Reading&, const channels::ChannelError&);
    std::int64_t broke(Reading&, const std::exception&);
    void report(const store::Channel&, const channels::ChannelError&, std::int64_t wait_ms);
    void dispatch();
    bool send_some();
    bool stopping();
    void beat();
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
    std::thread supervisor_, dispatcher_, heart_;
};

}  // namespace courier
