#include "db/postgres_pool.hpp"

namespace db::postgres {
namespace {
constexpr std::chrono::seconds patience{30};
}

Pool::Lease::Lease(Pool& pool) : pool_(pool), connection_(pool.take()) {
    if (connection_) return;
    try {
        connection_ = std::make_unique<Connection>(pool_.options_);
    } catch (...) {
        pool_.give_back(nullptr);
        throw;
    }
}

// Empty: the caller may open one more.
std::unique_ptr<Connection> Pool::take() {
    std::unique_lock lock(mutex_);
    const auto free = [this] { return !idle_.empty() || open_ < std::max(options_.connections, 1); };
    if (!freed_.wait_for(lock, patience, free))
        throw Error{Code::unavailable,
                    "All connections to PostgreSQL were busy for 30 seconds: try again later."};
    if (idle_.empty()) {
        ++open_;
        return nullptr;
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        if (connection)
            idle_.push_back(std::move(connection));
        else
            --open_;
    }
    freed_.notify_one();
}

}  // namespace db::postgres
