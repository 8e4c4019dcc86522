#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// The control of intake: the same rows, written as fast as the database takes them.
namespace bench {

constexpr std::size_t raw_batch = 5'000;  // rows a transaction; an intake of 1,000 posts writes as many

struct RawCost {
    double cpu = 0, wall = 0;
    std::int64_t rows = 0;
};

// Copies every row of a SQLite file into a new one with the same tables, indexes and settings: one prepared
// INSERT a table, bound from memory, `raw_batch` rows a commit. Reading is not counted.
// `synchronous`: FULL or NORMAL.
RawCost raw_sqlite(const std::filesystem::path& from, const std::filesystem::path& to,
                   const std::string& synchronous);

// The same into a second schema by COPY, `raw_batch` rows a transaction. CPU of this process and of the
// server's process that took them.
RawCost raw_postgres(const std::string& database, const std::string& schema,
                     const std::vector<std::string>& tables);

// CPU-seconds of every process that serves this database, as far as they run on this machine; 0 without one.
class PostgresCpu {
public:
    explicit PostgresCpu(const std::string& database);  // empty: SQLite
    double seconds() const;

private:
    std::shared_ptr<void> line_;
};

}  // namespace bench
