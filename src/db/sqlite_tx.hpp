#pragma once
#include "db/listeners.hpp"
#include "db/running_tx.hpp"
#include "db/sqlite_connection.hpp"

namespace db::sqlite {

// A transaction, or one savepoint of a group, on a connection that somebody else begins and ends.
class Transaction final : public RunningTx {
public:
    Transaction(Connection& connection, Listeners& listeners)
        : connection_(connection), listeners_(listeners) {}
    Dialect dialect() const override { return Dialect::sqlite; }

protected:
    void do_select(std::string_view sql, std::span<const Value> args, const Visit& visit) override {
        connection_.select(sql, args, visit);
    }
    void do_scan(std::string_view sql, std::span<const Value> args, const Visit& visit) override {
        connection_.select(sql, args, visit);
    }
    std::int64_t do_change(std::string_view sql, std::span<const Value> args) override {
        return connection_.change(sql, args);
    }
    void do_script(std::string_view sql) override { connection_.script(sql); }
    void do_announce(std::string_view topic) override {
        after_commit([&listeners = listeners_, name = std::string(topic)] { listeners.announce(name); });
    }

private:
    Connection& connection_;
    Listeners& listeners_;
};

}  // namespace db::sqlite
