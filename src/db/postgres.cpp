#include <random>

#include "base/error.hpp"
#include "db/listeners.hpp"
#include "db/postgres_listener.hpp"
#include "db/postgres_pool.hpp"
#include "db/running_tx.hpp"

namespace db {
namespace {

using postgres::Connection;
using postgres::Pool;

constexpr int most_attempts = 6;

class Transaction final : public RunningTx {
public:
    Transaction(Connection& connection, const std::string& channel)
        : connection_(connection), channel_(channel) {}
    Dialect dialect() const override { return Dialect::postgres; }

protected:
    void do_select(std::string_view sql, std::span<const Value> args, const Visit& visit) override {
        connection_.select(sql, args, visit);
    }
    void do_scan(std::string_view sql, std::span<const Value> args, const Visit& visit) override {
        connection_.scan(sql, args, visit);
    }
    std::int64_t do_change(std::string_view sql, std::span<const Value> args) override {
        return connection_.change(sql, args);
    }
    void do_send(std::string_view sql, std::span<const Value> args) override { connection_.post(sql, args); }
    void do_script(std::string_view sql) override { connection_.script(sql); }
    void do_announce(std::string_view topic) override {
        const std::array<Value, 2> args = {bind(channel_), bind(topic)};
        connection_.post("SELECT pg_notify($1, $2)", args);
    }

private:
    Connection& connection_;
    const std::string& channel_;
};

// Undoes the transaction unless it was committed.
class Undo {
public:
    explicit Undo(Connection& connection) : connection_(connection) {}
    ~Undo() { connection_.rollback(); }
    Undo(const Undo&) = delete;
    Undo& operator=(const Undo&) = delete;

private:
    Connection& connection_;
};

// Two writers that keep meeting must not try again in step.
void back_off(int attempt) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    const int most = 10 << attempt;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution(1, most)(chance)));
}

class Server final : public Database {
public:
    explicit Server(const PostgresOptions& options)
        : options_(options), channel_(postgres::notify_channel(options)) {
        postgres::make_schema(postgres::connect(options_).get(), options_);
    }

    ~Server() override { listeners_.stop(); }

    Dialect dialect() const override { return Dialect::postgres; }
    std::shared_ptr<void> listen(std::string topic, std::function<void()> heard) override {
        auto handle = listeners_.add(std::move(topic), std::move(heard));
        listener_.start();
        return handle;
    }

protected:
    void run_read(const Work& work) override {
        const Inside inside(this);
        const Pool::Lease lease(pool_);
        (*lease).begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        const Undo undo(*lease);
        Transaction tx(*lease, channel_);
        work(tx);
        tx.require_sound();
        run_hooks(tx.take_hooks());
    }

    void run_write(const Work& work) override {
        const Inside inside(this);
        for (int attempt = 1; !try_write(work, attempt == most_attempts); ++attempt) back_off(attempt);
    }

private:
    // False: another transaction was in the way, and it is worth trying again.
    bool try_write(const Work& work, bool last) {
        const Pool::Lease lease(pool_);
        (*lease).begin("BEGIN");
        const Undo undo(*lease);
        Transaction tx(*lease, channel_);
        try {
            work(tx);
            tx.require_sound();
            (*lease).commit();
        } catch (...) {
            if (last || !(*lease).worth_retrying()) throw;
            return false;
        }
        run_hooks(tx.take_hooks());
        return true;
    }

    const PostgresOptions options_;
    const std::string channel_;
    Listeners listeners_;
    postgres::Listener listener_{options_, listeners_};
    Pool pool_{options_};
};

}  // namespace

std::unique_ptr<Database> open_postgres(const PostgresOptions& options) {
    return std::make_unique<Server>(options);
}

}  // namespace db
