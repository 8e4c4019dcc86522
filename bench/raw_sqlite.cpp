#include <sqlite3.h>

#include "base/error.hpp"
#include "bench/apart.hpp"
#include "bench/raw.hpp"

namespace bench {
namespace {
struct Close {
    void operator()(sqlite3* file) const { sqlite3_close_v2(file); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using File = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;
using Rows = std::vector<std::unique_ptr<sqlite3_value, Close>>;

[[noreturn]] void fail(sqlite3* file) {
    throw Error{Code::internal,
                fmt::format("The control of the benchmark failed: {}.", sqlite3_errmsg(file))};
}

File open(const std::filesystem::path& path, int flags) {
    sqlite3* raw = nullptr;
    auto result = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    File file(raw);
    if (result != SQLITE_OK) fail(raw);
    return file;
}

void run(sqlite3* file, const std::string& sql) {
    if (sqlite3_exec(file, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(file);
}

Statement prepare(sqlite3* file, const std::string& sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(file, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) fail(file);
    return Statement(raw);
}

std::vector<std::string> texts(sqlite3* file, const std::string& sql) {
    std::vector<std::string> out;
    auto statement = prepare(file, sql);
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
    return out;
}

constexpr const char* ours =
    " FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '%words\\_%' ESCAPE '\\' ";

bool searched(const std::string& table) {
    return table.ends_with("_words");
}

// The next rows of `from`, at most a batch, value after value. After the last one SQLite would begin anew.
Rows read(sqlite3_stmt* from, bool& more) {
    Rows rows;
    for (std::size_t row = 0; more && row < raw_batch; ++row) {
        more = sqlite3_step(from) == SQLITE_ROW;
        for (int column = 0; more && column < sqlite3_column_count(from); ++column)
            rows.emplace_back(sqlite3_value_dup(sqlite3_column_value(from, column)));
    }
    return rows;
}

void write(sqlite3* file, sqlite3_stmt* insert, const Rows& rows) {
    const auto columns = static_cast<std::size_t>(sqlite3_bind_parameter_count(insert));
    run(file, "BEGIN IMMEDIATE");
    for (std::size_t at = 0; at < rows.size(); at += columns) {
        for (std::size_t column = 0; column < columns; ++column)
            sqlite3_bind_value(insert, static_cast<int>(column) + 1, rows[at + column].get());
        if (sqlite3_step(insert) != SQLITE_DONE) fail(file);
        sqlite3_reset(insert);
    }
    run(file, "COMMIT");
}

RawCost copy(sqlite3* from, sqlite3* to, const std::string& table) {
    const std::string columns = searched(table) ? "rowid, document" : "*";
    auto all = prepare(from, "SELECT " + columns + " FROM " + table);
    std::string places = "?";
    for (int column = 1; column < sqlite3_column_count(all.get()); ++column) places += ", ?";
    auto insert = prepare(to, "INSERT INTO " + table + (searched(table) ? " (rowid, document)" : "") +
                                  " VALUES (" + places + ")");
    RawCost cost;
    Stopwatch cpu;
    for (bool more = true; more;) {
        auto rows = read(all.get(), more);
        auto began = std::chrono::steady_clock::now();
        cpu([&] { write(to, insert.get(), rows); });
        cost.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        cost.rows += static_cast<std::int64_t>(rows.size()) / sqlite3_column_count(all.get());
    }
    cost.cpu = cpu.seconds();
    return cost;
}
}  // namespace

RawCost raw_sqlite(const std::filesystem::path& from, const std::filesystem::path& to,
                   const std::string& synchronous) {
    auto source = open(from, SQLITE_OPEN_READWRITE);
    auto target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run(target.get(),
        "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536; "
        "PRAGMA wal_autocheckpoint = 20000; PRAGMA synchronous = " +
            synchronous);
    for (const auto& sql : texts(source.get(), std::string("SELECT sql") + ours + "AND sql IS NOT NULL"))
        run(target.get(), sql);
    RawCost sum;
    for (const auto& table : texts(source.get(), std::string("SELECT name") + ours + "AND type = 'table'")) {
        auto cost = copy(source.get(), target.get(), table);
        sum.cpu += cost.cpu, sum.wall += cost.wall, sum.rows += cost.rows;
    }
    return sum;
}
}  // namespace bench
