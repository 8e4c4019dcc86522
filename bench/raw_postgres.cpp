#include <libpq-fe.h>

#include "base/error.hpp"
#include "bench/apart.hpp"
#include "bench/raw.hpp"

namespace bench {
namespace {
struct Close {
    void operator()(PGconn* line) const { PQfinish(line); }
    void operator()(PGresult* result) const { PQclear(result); }
};
using Line = std::unique_ptr<PGconn, Close>;
using Result = std::unique_ptr<PGresult, Close>;

[[noreturn]] void fail(PGconn* line) {
    throw Error{Code::internal, fmt::format("The control of the benchmark failed: {}", PQerrorMessage(line))};
}

Line connect(const std::string& database) {
    Line line(PQconnectdb(database.c_str()));
    if (PQstatus(line.get()) != CONNECTION_OK) fail(line.get());
    return line;
}

Result run(PGconn* line, const std::string& sql) {
    Result result(PQexec(line, sql.c_str()));
    auto status = PQresultStatus(result.get());
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) fail(line);
    return result;
}

// Rows as COPY writes them, each with its line end, a batch in one string; empty at the end.
std::string read(PGconn* from, std::int64_t& rows) {
    std::string batch;
    for (std::size_t row = 0; row < raw_batch; ++row, ++rows) {
        char* text = nullptr;
        const int size = PQgetCopyData(from, &text, 0);
        if (size < 0) break;
        batch.append(text, static_cast<std::size_t>(size));
        PQfreemem(text);
    }
    return batch;
}

void write(PGconn* to, const std::string& table, const std::string& batch) {
    run(to, "COPY " + table + " FROM STDIN");
    if (PQputCopyData(to, batch.data(), static_cast<int>(batch.size())) != 1 ||
        PQputCopyEnd(to, nullptr) != 1)
        fail(to);
    while (Result result{PQgetResult(to)})
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(to);
}
}  // namespace

RawCost raw_postgres(const std::string& database, const std::string& schema,
                     const std::vector<std::string>& tables) {
    auto from = connect(database), to = connect(database);
    const auto copy = schema + "_raw";
    run(to.get(), "SET client_min_messages = warning; DROP SCHEMA IF EXISTS " + copy +
                      " CASCADE; CREATE SCHEMA " + copy);
    RawCost cost;
    Stopwatch cpu([&] { return own_cpu() + cpu_of(PQbackendPID(to.get())); });
    for (const auto& table : tables) {
        run(to.get(), fmt::format("CREATE TABLE {0}.{2} (LIKE {1}.{2} INCLUDING ALL)", copy, schema, table));
        run(from.get(), fmt::format("COPY (SELECT * FROM {}.{}) TO STDOUT", schema, table));
        for (auto batch = read(from.get(), cost.rows); !batch.empty(); batch = read(from.get(), cost.rows)) {
            auto began = std::chrono::steady_clock::now();
            cpu([&] { write(to.get(), copy + "." + table, batch); });
            cost.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        }
        while (Result rest{PQgetResult(from.get())}) continue;
    }
    run(to.get(), "DROP SCHEMA " + copy + " CASCADE");
    cost.cpu = cpu.seconds();
    return cost;
}

PostgresCpu::PostgresCpu(const std::string& database)
    : line_(database.empty() ? nullptr : std::shared_ptr<PGconn>(connect(database))) {}

double PostgresCpu::seconds() const {
    if (!line_) return 0;
    auto* line = static_cast<PGconn*>(line_.get());
    auto found = run(line, "SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
    double sum = 0;
    for (int row = 0; row < PQntuples(found.get()); ++row)
        if (auto pid = std::atoi(PQgetvalue(found.get(), row, 0)); pid != PQbackendPID(line))
            sum += cpu_of(pid);
    return sum;
}
}  // namespace bench
