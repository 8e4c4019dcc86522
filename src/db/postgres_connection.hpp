#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"
#include "db/postgres_error.hpp"

namespace db::postgres {

struct Finish {
    void operator()(PGconn*) const;
};
struct Clear {
    void operator()(PGresult*) const;
};
using Line = std::unique_ptr<PGconn, Finish>;
using Result = std::unique_ptr<PGresult, Clear>;

// A new line to the server, its session set up. Throws Error when it cannot be had.
Line connect(const PostgresOptions&);
// Makes the schema of the options when it is missing.
void make_schema(PGconn*, const PostgresOptions&);
// The identifier in double quotes.
std::string quoted(PGconn*, const std::string& identifier);

// One connection with its prepared statements, used by one thread at a time.
class Connection {
public:
    using Visit = Tx::Visit;

    explicit Connection(const PostgresOptions& options) : options_(options), line_(connect(options)) {}

    // Starts a transaction; a line that was lost while idle is replaced first.
    void begin(std::string_view how);
    // Throws Error{unavailable} saying so when nobody can know whether it was kept.
    void commit();
    void rollback() noexcept;

    void select(std::string_view sql, std::span<const Value> args, const Visit& visit);
    // The rows of a SELECT in blocks, through a cursor; of anything else, like select().
    void scan(std::string_view sql, std::span<const Value> args, const Visit& visit);
    std::int64_t change(std::string_view sql, std::span<const Value> args);
    // Sends it without waiting for the answer, which the next call of any other kind reads first.
    void post(std::string_view sql, std::span<const Value> args);
    void script(std::string_view sql);

    // Whether what failed since begin() may pass when the whole transaction is done again.
    bool worth_retrying() const { return again_ != Again::no; }

private:
    // A statement is prepared for the types of its arguments; the server knows it by `name`.
    struct Prepared {
        std::vector<std::uint32_t> types;
        std::string name;
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    Result run(std::string_view sql, std::span<const Value> args);
    void send(std::string_view sql, std::span<const Value> args);
    // Reads the answers to all that was posted and returns the last; throws what the first that failed says.
    Result settle();
    std::optional<Failure> read_answers(Result& last);
    const Prepared& prepared(std::string_view sql, std::span<const Value> args);
    Prepared prepare(std::string_view sql, std::vector<std::uint32_t> types);
    Result checked(Result, std::string_view sql);
    void forget_statements();

    const PostgresOptions& options_;
    Line line_;
    std::unordered_map<std::string, std::vector<Prepared>, Hash, std::equal_to<>> statements_;
    std::vector<std::string_view> posted_;  // keys of statements_
    int prepared_ = 0;
    int cursors_ = 0;  // that are open: a visit may scan again
    Again again_ = Again::no;
};

}  // namespace db::postgres
