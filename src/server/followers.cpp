#include "base/log.hpp"
#include "people/suggest.hpp"
#include "server/house.hpp"

namespace server {
namespace {
constexpr std::int64_t looked_at_again = 2'000;
}

OnNews::~OnNews() {
    stop();
}

void OnNews::start() {
    hears_ = truth_.listen("journal", [this] {
        std::lock_guard lock(mutex_);
        news_ = true;
        wake_.notify_all();
    });
    thread_ = std::thread([this] { run(); });
}

void OnNews::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_.reset();
    if (thread_.joinable()) thread_.join();
}

void OnNews::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        news_ = false;
        lock.unlock();
        bool more = step();
        lock.lock();
        if (!more) wake_.wait_for(lock, std::chrono::seconds(5), [&] { return stopping_ || news_; });
    }
}

bool OnNews::step() {
    try {
        return step_();
    } catch (const std::exception& error) {
        logging::error("following_failed", {{"why", error.what()}});
        return false;
    }
}

Followers::Followers(Ground& ground)
    : ground_(ground),
      index_(*ground.truth, [this] { return index(); }),
      topics_(*ground.truth, [this] { return ground_.topics->advance(); }) {}

void Followers::start() {
    index_.start();
    topics_.start();
}

void Followers::stop() {
    topics_.stop();
    index_.stop();
}

bool Followers::index() {
    if (ground_.indexer->advance()) return true;
    suggest();
    return false;
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
