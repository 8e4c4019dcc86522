#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
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

// What a statement accepts as a parameter. Id{0}, Time{0} and empty optionals become NULL. Text with a
// NUL character or that is not UTF-8 is refused with Error{bad_request}, because PostgreSQL cannot hold it.
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
// A list becomes a JSON array: db::listed() in dialect.hpp says how a statement reads it.
Value bind(const std::vector<std::string>& texts);
Value bind(const std::vector<Id>& ids);
template <class T>
Value bind(const std::optional<T>& v) {
    return v ? db::bind(*v) : Value(nullptr);
}

// One result row; columns count from 0. A NULL reads as 0, "", Id{0} or Time{0}. Reading a column as
// another type than it has throws Error{internal}; only real() also reads whole numbers.
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
//
// Placeholders are $1, $2 … and may repeat. PostgreSQL is told their types (integers BIGINT, text TEXT …)
// but not that of a NULL, so write `CAST($1 AS BIGINT) IS NULL` where nothing else tells it, and never
// `$1::bigint`, which SQLite takes for a name. Whatever throws out of a call here loses the transaction
// on both databases: catch it around read()/write(), not inside.
class Tx {
public:
    virtual ~Tx() = default;
    virtual Dialect dialect() const = 0;

    // Statements are prepared once a connection and cached by their text, so write SQL as constants.
    template <class... Args>
    Rows query(std::string_view sql, Args&&... args) {
        Rows rows;
        select(sql, bound(std::forward<Args>(args)...), [&](Row& row) {
            rows.push_back(std::move(row));
            return true;
        });
        return rows;
    }
    // The first row, if any.
    template <class... Args>
    std::optional<Row> one(std::string_view sql, Args&&... args) {
        std::optional<Row> first;
        select(sql, bound(std::forward<Args>(args)...), [&](Row& row) {
            first = std::move(row);
            return false;
        });
        return first;
    }
    // Rows one by one, without ever holding all of them; `visit` returns false to stop and may use `Tx`
    // itself. For large results: on PostgreSQL it costs three round trips more than query().
    template <class Function, class... Args>
    void each(Function&& visit, std::string_view sql, Args&&... args) {
        scan(sql, bound(std::forward<Args>(args)...), std::forward<Function>(visit));
    }
    // How many rows the statement changed. A broken constraint throws Error{conflict}.
    template <class... Args>
    std::int64_t run(std::string_view sql, Args&&... args) {
        return change(sql, bound(std::forward<Args>(args)...));
    }
    // run() for a statement whose count nobody needs: PostgreSQL is not waited for. What goes wrong comes out
    // of a later call, or of the transaction's end.
    template <class... Args>
    void post(std::string_view sql, Args&&... args) {
        send(sql, bound(std::forward<Args>(args)...));
    }
    // Several statements without parameters, as migrations need them.
    virtual void script(std::string_view sql) = 0;

    // Runs `work` once this transaction is durable; never if it is rolled back. For waking others: it must
    // be short, must not throw and must not use the database.
    virtual void after_commit(std::function<void()> work) = 0;

    // What the templates above stand on. `visit` may move from the row.
    using Visit = std::function<bool(Row&)>;
    virtual void select(std::string_view sql, std::span<const Value> args, const Visit& visit) = 0;
    virtual void scan(std::string_view sql, std::span<const Value> args, const Visit& visit) = 0;
    virtual std::int64_t change(std::string_view sql, std::span<const Value> args) = 0;
    virtual void send(std::string_view sql, std::span<const Value> args) = 0;
    virtual void announce(std::string_view topic) = 0;

private:
    // Qualified, or the argument's namespace would bring std::bind in.
    template <class... Args>
    static std::array<Value, sizeof...(Args)> bound(Args&&... args) {
        return {db::bind(std::forward<Args>(args))...};
    }
};

// A database that many threads use at once.
//
// SQLite: WAL, synchronous=FULL, one connection that writes and checkpoints on a thread of its own,
// several that read. Writers queue; one commit carries many writes (group commit), each in its own
// savepoint, so one that throws is undone alone; write() returns only after the fsync.
// PostgreSQL: a pool; write() retries serialisation failures and deadlocks a few times, so the
// function may run more than once on either database and must not have effects outside `Tx`.
//
// read() sees one snapshot from its first statement to its last and cannot write. write() on SQLite is
// alone in the database; on PostgreSQL it is READ COMMITTED, so what reads before it writes takes
// lock_journal() (dialect.hpp) first, or says ON CONFLICT or FOR UPDATE.
//
// What the function throws comes out of read()/write(), and nothing it wrote stays. When the database
// itself fails (disk full, connection lost) that is Error{unavailable}; only PostgreSQL losing the line in
// the middle of a COMMIT leaves open what happened, and the text then says so.
// On SQLite the function given to write() runs on the writing thread. Calling read() or write() of the
// same database from inside a function given to either is a programming error (throws).
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
    // notify(topic) in its transaction; may also be called without cause, and once for many. Lives as long
    // as the handle: when dropping that returns, `heard` neither runs nor will run.
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
inline void notify(Tx& tx, std::string_view topic) {
    tx.announce(topic);
}

// derived: for files that can be rebuilt. Nothing waits for the disk at a commit; after a power failure the
// file is sound but may be a little older than what callers were told.
enum class Durability { full, derived };

// Several programs may open one file, so that `rapport export` works beside a running server. The first one
// takes an advisory lock on `path`.lock and is the only one that checkpoints: SQLite 3.40 can damage the
// file when two connections do. `serve` refuses to start without that lock. Files are made readable by their
// owner only.
struct SqliteOptions {
    std::string path;  // ":memory:" is private to this object: reads and writes take turns, nothing is kept
    int readers = 4;
    Durability durability = Durability::full;
    bool serve = false;
};
std::unique_ptr<Database> open_sqlite(const SqliteOptions&);

// Copies what is committed in the SQLite file `from` to the new file `to`, while others go on reading and
// writing. The copy is whole, on the disk and without what was deleted, or it is not there. Throws
// Error{conflict} when `to` exists.
void backup_sqlite(const std::string& from, const std::string& to);

// PostgreSQL 15 or newer, reached directly or through a pooler in session mode: prepared statements, LISTEN
// and advisory locks belong to a session. Text sorts by the server's collation (SQLite: by bytes), so let
// nothing but the eye depend on an order of text.
struct PostgresOptions {
    std::string url;          // postgres://user:password@host:port/name
    int connections = 8;      // and one more once something listens
    std::string schema = {};  // search_path to use, created when missing; empty: the server's default
};
std::unique_ptr<Database> open_postgres(const PostgresOptions&);

}  // namespace db
