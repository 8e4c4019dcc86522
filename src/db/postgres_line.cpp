#include <libpq-fe.h>

#include "db/postgres_connection.hpp"

namespace db::postgres {
namespace {

struct Free {
    template <class T>
    void operator()(T* memory) const {
        PQfreemem(memory);
    }
};

void require_sane(const std::string& url) {
    char* message = nullptr;
    PQconninfoOption* parsed = PQconninfoParse(url.c_str(), &message);
    const std::unique_ptr<char, Free> text(message);
    PQconninfoFree(parsed);
    // libpq's message may repeat the URL and with it the password.
    if (!parsed)
        throw Error{
            Code::bad_request,
            "The address of the database is not of the form postgres://user:password@host:port/name."};
}

// The server must notice within about a minute that a node is gone, or the locks of a machine that lost its
// power would hold up all others for hours.
constexpr std::string_view session =
    "SET client_encoding = 'UTF8'; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; "
    "SET tcp_keepalives_count = 3; SET cursor_tuple_fraction = 1; SET idle_in_transaction_session_timeout = "
    "'5min';";

void execute(PGconn* line, const std::string& sql) {
    const Result result(PQexec(line, sql.c_str()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw failure_of(line, result.get(), sql).error;
}

bool has_schema(PGconn* line, const std::string& schema) {
    const std::array<const char*, 1> values = {schema.c_str()};
    const Result result(PQexecParams(line, "SELECT 1 FROM pg_namespace WHERE nspname = $1", 1, nullptr,
                                     values.data(), nullptr, nullptr, 0));
    return PQntuples(result.get()) == 1;
}

}  // namespace

std::string quoted(PGconn* line, const std::string& identifier) {
    const std::unique_ptr<char, Free> out(PQescapeIdentifier(line, identifier.data(), identifier.size()));
    if (!out) throw Error{Code::bad_request, "The name of the schema is not valid UTF-8."};
    return out.get();
}

void Finish::operator()(PGconn* line) const {
    PQfinish(line);
}

void Clear::operator()(PGresult* result) const {
    PQclear(result);
}

Line connect(const PostgresOptions& options) {
    require_sane(options.url);
    const std::string name = options.schema.empty() ? "rapport" : "rapport " + options.schema;
    // The address comes last, so what it says of these wins.
    constexpr std::array<const char*, 7> keys = {"application_name",
                                                 "connect_timeout",
                                                 "keepalives_idle",
                                                 "keepalives_interval",
                                                 "keepalives_count",
                                                 "dbname",
                                                 nullptr};
    const std::array<const char*, 7> values = {name.c_str(),        "10",   "30", "10", "3",
                                               options.url.c_str(), nullptr};
    Line line(PQconnectdbParams(keys.data(), values.data(), 1));
    if (PQstatus(line.get()) != CONNECTION_OK) throw cannot_connect(line.get());
    PQsetNoticeProcessor(
        line.get(), [](void*, const char*) {}, nullptr);
    execute(line.get(), std::string(session));
    if (!options.schema.empty())
        execute(line.get(), "SET search_path TO " + quoted(line.get(), options.schema));
    return line;
}

void make_schema(PGconn* line, const PostgresOptions& options) {
    if (options.schema.empty() || has_schema(line, options.schema)) return;
    // Two nodes that start at once may both come here; the one that is second fails on the name.
    const Result result(PQexec(line, ("CREATE SCHEMA " + quoted(line, options.schema)).c_str()));
    if (!has_schema(line, options.schema)) throw failure_of(line, result.get(), "CREATE SCHEMA").error;
}

}  // namespace db::postgres
