#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "db/postgres_connection.hpp"

namespace db::postgres {

// At most so many connections, opened as they are first needed. Who finds none free waits, but not for ever.
class Pool {
public:
    explicit Pool(const PostgresOptions& options) : options_(options) {}

    // A connection on loan.
    class Lease {
    public:
        explicit Lease(Pool& pool);
        ~Lease() { pool_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Connection& operator*() const { return *connection_; }

    private:
        Pool& pool_;
        std::unique_ptr<Connection> connection_;
    };

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection>);

    const PostgresOptions& options_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    int open_ = 0;
};

}  // namespace db::postgres
