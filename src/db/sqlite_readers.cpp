#include "db/sqlite_readers.hpp"

#include "db/sqlite_tx.hpp"

namespace db::sqlite {

// A connection on loan; its transaction ends and it goes back however the work ends.
class Readers::Lease {
public:
    explicit Lease(Readers& readers) : readers_(readers), connection_(readers.take()) {}
    ~Lease() {
        if (connection_) connection_->rollback();
        readers_.give_back(std::move(connection_));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Connection& connection() {
        if (!connection_)
            connection_ = std::make_unique<Connection>(readers_.path_, Role::reader, readers_.durability_);
        return *connection_;
    }

private:
    Readers& readers_;
    std::unique_ptr<Connection> connection_;
};

void Readers::run(const Work& work) {
    Lease lease(*this);
    Connection& connection = lease.connection();
    connection.change("BEGIN", {});
    Transaction tx(connection, listeners_);
    work(tx);
    tx.require_sound();
    connection.change("COMMIT", {});
    run_hooks(tx.take_hooks());
}

// Empty: the caller may open one more.
std::unique_ptr<Connection> Readers::take() {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [this] { return !idle_.empty() || open_ < most_; });
    if (idle_.empty()) {
        ++open_;
        return nullptr;
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        if (connection)
            idle_.push_back(std::move(connection));
        else
            --open_;
    }
    freed_.notify_one();
}

}  // namespace db::sqlite
