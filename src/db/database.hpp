#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

// One thin, typed way to run the same SQL text on SQLite and on PostgreSQL: `$1` placeholders,
// ON CONFLICT, RETURNING, FILTER, row comparison; times are integers (UTC ms), JSON is text.
namespace db {

// Bytes that are not text (BLOB / BYTEA).
struct Blob {
    std::string bytes;
    bool operator==(const Blob&) const = default;
};

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, Blob>;

// What a statement accepts as a parameter. Id{0}, Time{0} and empty optionals become NULL.
inline Value bind(std::nullptr_t) {
    return nullptr;
}
inline Value bind(bool v) {
    return std::int64_t{v};
}
inline Value bind(int v) {
    return std::int64_t{v};
}
inline Value bind(std::int64_t v) {
    return v;
}
inline Value bind(double v) {
    return v;
}
inline Value bind(const char* v) {
    return std::string(v);
}
inline Value bind(std::string_view v) {
    return std::string(v);
}
inline Value bind(const std::string& v) {
    return v;
}
inline Value bind(std::string&& v) {
    return std::move(v);
}
inline Value bind(Blob v) {
    return v;
}
inline Value bind(Id v) {
    return v ? Value(v.value) : Value(nullptr);
}
inline Value bind(Time v) {
    return v ? Value(v.ms) : Value(nullptr);
}
template <class T>
Value bind(const std::optional<T>& v) {
    return v ? bind(*v) : Value(nullptr);
}

// One result row; columns count from 0. A NULL reads as 0, "", Id{0} or Time{0}. Reading a column as
// another type than it has throws Error{internal}.
class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    bool null(std::size_t column) const { return std::holds_alternative<std::nullptr_t>(values_.at(column)); }
    std::int64_t integer(std::size_t column) const;
    double real(std::size_t column) const;
    bool flag(std::size_t column) const { return integer(column) != 0; }
    const std::string& text(std::size_t column) const;
    const std::string& bytes(std::size_t column) const;
    Id id(std::size_t column) const { return {integer(column)}; }
    Time time(std::size_t column) const { return {integer(column)}; }
    std::size_t size() const { return values_.size(); }

private:
    std::vector<Value> values_;
};

using Rows = std::vector<Row>;
enum class Dialect { sqlite, postgres };

// A running transaction: valid only inside the function it was given to, on that thread.
class Tx {
public:
    virtual ~Tx() = default;
    virtual Dialect dialect() const = 0;

    // Statements are prepared once a connection and cached by their text, so write SQL as constants.
    template <class... Args>
    Rows query(std::string_view sql, Args&&... args) {
        Rows rows;
        select(sql, {bind(std::forward<Args>(args))...}, [&](const Row& row) {
            rows.push_back(row);
            return true;
        });
        return rows;
    }
    // The first row, if any.
    template <class... Args>
    std::optional<Row> one(std::string_view sql, Args&&... args) {
        std::optional<Row> first;
        select(sql, {bind(std::forward<Args>(args))...}, [&](const Row& row) {
            first = row;
            return false;
        });
        return first;
    }
    // Rows one by one without keeping them; `visit` returns false to stop.
    template <class Visit, class... Args>
    void each(Visit&& visit, std::string_view sql, Args&&... args) {
        select(sql, {bind(std::forward<Args>(args))...},
               std::function<bool(const Row&)>(std::forward<Visit>(visit)));
    }
    // How many rows the statement changed. A broken constraint throws Error{conflict}.
    template <class... Args>
    std::int64_t run(std::string_view sql, Args&&... args) {
        return change(sql, {bind(std::forward<Args>(args))...});
    }
    // Several statements without parameters, as migrations need them.
    virtual void script(std::string_view sql) = 0;

    // Runs `work` once this transaction is durable; never if it is rolled back. For waking others.
    virtual void after_commit(std::function<void()> work) = 0;

    virtual void select(std::string_view sql, const std::vector<Value>& args,
                        const std::function<bool(const Row&)>& visit) = 0;
    virtual std::int64_t change(std::string_view sql, const std::vector<Value>& args) = 0;
};

// A database that many threads use at once.
//
// SQLite: WAL, synchronous=FULL, one connection that writes and checkpoints on a thread of its own,
// several that read. Writers queue; one commit carries many writes (group commit), each in its own
// savepoint, so one that throws is undone alone; write() returns only after the fsync.
// PostgreSQL: a pool; write() retries serialisation failures and deadlocks a few times, so the
// function may run more than once on either database and must not have effects outside `Tx`.
//
// What the function throws comes out of read()/write(), and nothing it wrote stays.
// Calling write() from inside a function given to read() or write() is a programming error (throws).
class Database {
public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;

    template <class F>
    auto read(F&& work) {
        return collect(std::forward<F>(work), [this](const Work& w) { run_read(w); });
    }
    template <class F>
    auto write(F&& work) {
        return collect(std::forward<F>(work), [this](const Work& w) { run_write(w); });
    }

    // Calls `heard` on a thread of the database after each commit, here or on another node, that called
    // notify(topic) in its transaction; may also be called without cause. Lives as long as the handle.
    virtual std::shared_ptr<void> listen(std::string topic, std::function<void()> heard) = 0;

protected:
    using Work = std::function<void(Tx&)>;
    virtual void run_read(const Work&) = 0;
    virtual void run_write(const Work&) = 0;

private:
    template <class F, class Run>
    static auto collect(F&& work, Run&& run) {
        using Result = std::invoke_result_t<F&, Tx&>;
        if constexpr (std::is_void_v<Result>) {
            run(Work([&](Tx& tx) { work(tx); }));
        } else {
            std::optional<Result> result;
            run(Work([&](Tx& tx) { result.emplace(work(tx)); }));
            return std::move(*result);
        }
    }
};

// In the transaction: wake the listeners of `topic` after the commit (NOTIFY; in-process on SQLite).
void notify(Tx&, std::string_view topic);

enum class Durability { full, derived };  // derived: synchronous=OFF-like speed for files that can be rebuilt

struct SqliteOptions {
    std::string path;  // ":memory:" is a private database shared by the connections of this object
    int readers = 4;
    Durability durability = Durability::full;
};
std::unique_ptr<Database> open_sqlite(const SqliteOptions&);

struct PostgresOptions {
    std::string url;  // postgres://user:password@host:port/name
    int connections = 8;
    std::string schema = {};  // search_path to use, created when missing; empty: the server's default
};
std::unique_ptr<Database> open_postgres(const PostgresOptions&);

}  // namespace db
