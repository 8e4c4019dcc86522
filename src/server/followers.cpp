#include "base/log.hpp"
#include "people/suggest.hpp"
#include "server/house.hpp"

namespace server {
namespace {
constexpr std::int64_t looked_at_again = 2'000;
}

Followers::~Followers() {
    stop();
}

void Followers::start() {
    hears_ = ground_.truth->listen("journal", [this] {
        std::lock_guard lock(mutex_);
        news_ = true;
        wake_.notify_all();
    });
    thread_ = std::thread([this] { run(); });
}

void Followers::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_.reset();
    if (thread_.joinable()) thread_.join();
}

void Followers::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        news_ = false;
        lock.unlock();
        try {
            ground_.indexer->finish();
            suggest();
        } catch (const std::exception& error) {
            logging::error("following_failed", {{"why", error.what()}});
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::seconds(5), [&] { return stopping_ || news_; });
    }
}

// Suggestions begin a little before what is new since the program started, because a program that was killed
// had not looked at its last events; looking twice suggests nothing twice.
void Followers::suggest() {
    for (const auto& workspace : ground_.accounts.workspaces()) {
        auto head = ground_.store.read([&](db::Tx& tx) { return store::journal_head(tx, workspace.id); });
        auto [at, fresh] = seen_.try_emplace(
            workspace.id, ground_.temporary ? 0 : std::max<std::int64_t>(0, head - looked_at_again));
        while (at->second < head) {
            auto reached = people::follow(ground_.store, workspace.id, at->second);
            if (reached == at->second) break;
            at->second = reached;
        }
    }
}
}  // namespace server
