#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace db::sqlite {

// The deleters of SQLite's handles.
struct Finalise {
    void operator()(sqlite3_stmt*) const;
};
struct Close {
    void operator()(sqlite3*) const;
};

// One prepared statement. $N is bound by its number, whatever order SQLite met the placeholders in.
class Statement {
public:
    Statement(sqlite3& connection, std::string_view sql);

    // The values must outlive the steps: they are not copied.
    void bind(std::span<const Value> args);
    bool step();  // true: there is a row
    Row row() const;
    void reset() noexcept;
    bool reads_only() const;

private:
    void bind(int position, const Value&);
    std::string_view sql() const;
    [[noreturn]] void fail(int result) const;

    sqlite3& connection_;
    std::unique_ptr<sqlite3_stmt, Finalise> handle_;
    std::vector<std::size_t> argument_;  // which argument stands at SQLite's position i + 1
    std::size_t arguments_ = 0;
};

// checkpointer: writes, and may checkpoint: one a file. guest: writes, beside another program that
// checkpoints. reader: opened read-only.
enum class Role { checkpointer, guest, reader };

// One connection, used by one thread at a time. What SQLite reports is thrown as an Error whose sentence says
// which file, what is wrong and what to do.
class Connection {
public:
    // Opens and configures; makes the file when it is missing, unless it is to be read only.
    Connection(const std::string& path, Role, Durability);

    using Visit = Tx::Visit;
    void select(std::string_view sql, std::span<const Value> args, const Visit& visit);
    std::int64_t change(std::string_view sql, std::span<const Value> args);
    void script(std::string_view sql);

    // In a reading transaction every statement that would write throws.
    void allow_writes(bool allowed) { writes_allowed_ = allowed; }
    bool in_transaction() const;
    void rollback() noexcept;

private:
    class Lease;

    void configure(Role, Durability);
    void configure_writer(Role, Durability);
    void require_wal();
    using Slot = std::unique_ptr<Statement>;
    Slot& slot(std::string_view sql);

    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Slot, Hash, std::equal_to<>> idle_;  // empty slots: on loan
    int on_loan_ = 0;
    bool writes_allowed_ = true;
};

}  // namespace db::sqlite
