#include "db/postgres_connection.hpp"

#include <libpq-fe.h>

#include "db/postgres_values.hpp"

namespace db::postgres {
namespace {

// SQL is written as constants, so more than this is generated text that will not come back.
constexpr int most_prepared = 500;

bool succeeded(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

constexpr int block = 1000;

// While more answers wait than the line can hold, both sides would wait for each other.
constexpr std::size_t most_posted = 100;

bool is_query(std::string_view sql) {
    const auto start = std::min(sql.find_first_not_of(" \n"), sql.size());
    return sql.substr(start).starts_with("SELECT") || sql.substr(start).starts_with("WITH");
}

Row row_at(const PGresult* result, int at) {
    std::vector<Value> values;
    const int columns = PQnfields(result);
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_at(result, at, column));
    return Row(std::move(values));
}

// False: told to stop.
bool visit_rows(const PGresult* result, const Tx::Visit& visit) {
    for (int at = 0; at < PQntuples(result); ++at) {
        Row row = row_at(result, at);
        if (!visit(row)) return false;
    }
    return true;
}

// A NULL can be passed as any type.
bool fits(std::span<const std::uint32_t> types, std::span<const Value> args) {
    if (types.size() != args.size()) return false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const auto type = type_of(args[i]);
        if (type != 0 && type != types[i]) return false;
    }
    return true;
}

// The types of the arguments; where one is NULL, what an earlier call said it is.
std::vector<std::uint32_t> types_of(std::span<const Value> args, std::span<const std::uint32_t> earlier) {
    std::vector<std::uint32_t> types;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const auto type = type_of(args[i]);
        types.push_back(type == 0 && i < earlier.size() ? earlier[i] : type);
    }
    return types;
}

}  // namespace

void Connection::begin(std::string_view how) {
    again_ = Again::no;
    cursors_ = 0;
    if (prepared_ > most_prepared) forget_statements();
    const std::string sql(how);
    Result result(PQexec(line_.get(), sql.c_str()));
    if (!succeeded(result.get()) && lost(line_.get(), result.get())) {
        line_ = connect(options_);
        statements_.clear();
        prepared_ = 0;
        result.reset(PQexec(line_.get(), sql.c_str()));
    }
    if (!succeeded(result.get())) throw failure_of(line_.get(), result.get(), sql).error;
}

void Connection::commit() {
    settle();
    Result result(PQexec(line_.get(), "COMMIT"));
    if (PQstatus(line_.get()) != CONNECTION_OK ||
        (!succeeded(result.get()) && lost(line_.get(), result.get())))
        throw unknown_outcome(line_.get());
    result = checked(std::move(result), "COMMIT");
    // PostgreSQL answers so, and calls it a success, when the transaction had already failed.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
        throw Error{Code::internal, "A transaction that had failed was committed."};
}

void Connection::rollback() noexcept {
    if (PQtransactionStatus(line_.get()) == PQTRANS_IDLE) return;
    Result ignored;
    if (!posted_.empty()) read_answers(ignored);
    const Result result(PQexec(line_.get(), "ROLLBACK"));
    if (again_ == Again::stale_plan) forget_statements();
}

void Connection::select(std::string_view sql, std::span<const Value> args, const Visit& visit) {
    visit_rows(run(sql, args).get(), visit);
}

void Connection::scan(std::string_view sql, std::span<const Value> args, const Visit& visit) {
    if (!is_query(sql)) return select(sql, args, visit);
    const std::string cursor = fmt::format("scan_{}", ++cursors_);
    run(fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor, sql), args);
    const std::string fetch = fmt::format("FETCH {} FROM {}", block, cursor);
    for (int rows = block; rows == block;) {
        const Result result = run(fetch, {});
        rows = PQntuples(result.get());
        if (!visit_rows(result.get(), visit)) break;
    }
    script("CLOSE " + cursor);
    --cursors_;
}

std::int64_t Connection::change(std::string_view sql, std::span<const Value> args) {
    const Result result = run(sql, args);
    const std::string_view command = PQcmdStatus(result.get());
    return command.starts_with("SELECT") ? 0 : std::atoll(PQcmdTuples(result.get()));
}

void Connection::post(std::string_view sql, std::span<const Value> args) {
    send(sql, args);
    if (posted_.size() >= most_posted) settle();
}

void Connection::send(std::string_view sql, std::span<const Value> args) {
    const Prepared& statement = prepared(sql, args);
    const Parameters parameters(args);
    PQenterPipelineMode(line_.get());
    posted_.push_back(statements_.find(sql)->first);
    PQsendQueryPrepared(line_.get(), statement.name.c_str(), parameters.count(), parameters.values(),
                        parameters.lengths(), parameters.formats(), 1);
}

Result Connection::settle() {
    Result last;
    if (posted_.empty()) return last;
    if (auto failure = read_answers(last)) {
        again_ = failure->again;
        throw std::move(failure->error);
    }
    return last;
}

// A lost line gives no answers, and every one that is missing counts as a failure.
std::optional<Failure> Connection::read_answers(Result& last) {
    std::optional<Failure> first;
    PQpipelineSync(line_.get());
    for (const auto sql : posted_) {
        last.reset(PQgetResult(line_.get()));
        if (!succeeded(last.get()) && !first) first = failure_of(line_.get(), last.get(), sql);
        if (last) Result(PQgetResult(line_.get()));  // the mark after each answer
    }
    posted_.clear();
    Result(PQgetResult(line_.get()));  // the answer to the sync
    PQexitPipelineMode(line_.get());
    return first;
}

void Connection::script(std::string_view sql) {
    settle();
    checked(Result(PQexec(line_.get(), std::string(sql).c_str())), sql);
}

Result Connection::run(std::string_view sql, std::span<const Value> args) {
    if (!posted_.empty()) {
        send(sql, args);
        return settle();
    }
    const Prepared& statement = prepared(sql, args);
    const Parameters parameters(args);
    return checked(Result(PQexecPrepared(line_.get(), statement.name.c_str(), parameters.count(),
                                         parameters.values(), parameters.lengths(), parameters.formats(), 1)),
                   sql);
}

const Connection::Prepared& Connection::prepared(std::string_view sql, std::span<const Value> args) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) found = statements_.emplace(sql, std::vector<Prepared>()).first;
    auto& variants = found->second;
    for (const Prepared& known : variants) {
        if (fits(known.types, args)) return known;
    }
    std::vector<std::uint32_t> earlier;
    if (!variants.empty()) earlier = variants.back().types;
    settle();
    return variants.emplace_back(prepare(sql, types_of(args, earlier)));
}

Connection::Prepared Connection::prepare(std::string_view sql, std::vector<std::uint32_t> types) {
    Prepared out{std::move(types), fmt::format("s{}", ++prepared_)};
    checked(Result(PQprepare(line_.get(), out.name.c_str(), std::string(sql).c_str(),
                             static_cast<int>(out.types.size()), out.types.data())),
            sql);
    return out;
}

Result Connection::checked(Result result, std::string_view sql) {
    if (succeeded(result.get())) return result;
    Failure failure = failure_of(line_.get(), result.get(), sql);
    again_ = failure.again;
    throw std::move(failure.error);
}

void Connection::forget_statements() {
    const Result result(PQexec(line_.get(), "DEALLOCATE ALL"));
    statements_.clear();
    prepared_ = 0;
}

}  // namespace db::postgres
