#include "db/sqlite_writer.hpp"

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/sqlite_tx.hpp"

namespace db::sqlite {
namespace {

// The failure of a group as an Error of its own for everyone, because several threads cannot each read one
// exception while others let go of it without a race.
std::optional<Error> as_error(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error;
    } catch (...) {
        return std::nullopt;
    }
}

}  // namespace

Writer::Writer(Connection connection, Listeners& listeners, const void* owner)
    : connection_(std::move(connection)),
      listeners_(listeners),
      owner_(owner),
      thread_([this] { serve(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void Writer::run(const Work& work) {
    const auto job = std::make_shared<Job>(work);
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(job);
    }
    arrived_.notify_one();
    job->done.acquire();
    if (job->failure) std::rethrow_exception(std::move(job->failure));
}

void Writer::serve() {
    std::vector<std::shared_ptr<Job>> group;
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        group.swap(waiting_);
        lock.unlock();
        carry(group);
        wake(group);
        group.clear();
        lock.lock();
    }
}

// Brings every job of the group to its end: durable, or with a failure.
void Writer::carry(Group group) {
    try {
        commit(group);
    } catch (...) {
        connection_.rollback();
        give_up(group, std::current_exception());
    }
}

void Writer::commit(Group group) {
    const Inside inside(owner_);
    connection_.change("BEGIN IMMEDIATE", {});
    if (group.size() == 1 && !attempt_alone(*group.front())) return;
    if (group.size() > 1)
        for (const auto& job : group) attempt(*job);
    connection_.change("COMMIT", {});
    for (const auto& job : group) run_hooks(job->hooks);
}

void Writer::attempt(Job& job) {
    connection_.change("SAVEPOINT job", {});
    try {
        work(job);
        connection_.change("RELEASE job", {});
    } catch (...) {
        job.failure = std::current_exception();
        job.hooks.clear();
        undo(job);
    }
}

// Where there is nobody to keep it apart from, SQLite need not copy every page before it changes.
bool Writer::attempt_alone(Job& job) {
    try {
        work(job);
        return true;
    } catch (...) {
        job.failure = std::current_exception();
        connection_.rollback();
        return false;
    }
}

void Writer::work(Job& job) {
    job.failure = nullptr;
    job.hooks.clear();
    const logging::Trace trace(job.trace);
    Transaction tx(connection_, listeners_);
    job.work(tx);
    tx.require_sound();
    job.hooks = tx.take_hooks();
}

// After some failures (disk full, out of memory) SQLite has already undone the transaction of the whole
// group.
void Writer::undo(Job& job) {
    if (!connection_.in_transaction()) std::rethrow_exception(job.failure);
    connection_.change("ROLLBACK TO job", {});
    connection_.change("RELEASE job", {});
}

void Writer::give_up(Group group, const std::exception_ptr& failure) {
    const auto error = as_error(failure);
    // A constraint that is only checked at the commit is the fault of one: find out whose.
    if (group.size() > 1 && error && error->code() == Code::conflict) {
        for (std::size_t i = 0; i < group.size(); ++i) carry(group.subspan(i, 1));
        return;
    }
    for (const auto& job : group) {
        if (!job->failure) job->failure = error ? std::make_exception_ptr(*error) : failure;
    }
}

void Writer::wake(Group group) {
    for (const auto& job : group) job->done.release();
}

}  // namespace db::sqlite
