#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "db/listeners.hpp"
#include "db/running_tx.hpp"
#include "db/sqlite_connection.hpp"

namespace db::sqlite {

// The one thread that writes. It takes every write that waits, carries them all in one transaction, each in a
// savepoint of its own unless it is alone, commits (which is when the disk is waited for), and only then
// wakes the callers.
class Writer {
public:
    using Work = std::function<void(Tx&)>;

    // `owner` is whom Inside knows these transactions by.
    Writer(Connection connection, Listeners& listeners, const void* owner);
    // Finishes what is queued.
    ~Writer();

    // Blocks until the work is durable, or throws why it is not.
    void run(const Work&);

private:
    // Shared, because the thread may still be in release() when the caller has gone on. Once that is called
    // the failure belongs to the caller alone.
    struct Job {
        explicit Job(const Work& todo) : work(todo) {}
        const Work& work;
        const std::string trace = logging::Trace::current();
        Hooks hooks;
        std::exception_ptr failure;
        std::binary_semaphore done{0};
    };
    using Group = std::span<const std::shared_ptr<Job>>;

    void serve();
    void carry(Group);
    void commit(Group);
    void attempt(Job&);
    bool attempt_alone(Job&);
    void work(Job&);
    void undo(Job&);
    void give_up(Group, const std::exception_ptr&);
    static void wake(Group);

    Connection connection_;
    Listeners& listeners_;
    const void* owner_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::shared_ptr<Job>> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace db::sqlite
