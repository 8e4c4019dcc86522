#include "db/postgres_error.hpp"

#include <libpq-fe.h>

namespace db::postgres {
namespace {

// libpq's messages span lines and end in a newline.
std::string one_line(std::string_view message) {
    std::string out(message.substr(0, message.find_last_not_of(" \r\n\t") + 1));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

std::string message_of(const PGconn* line) {
    return one_line(PQerrorMessage(line));
}

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text ? text : "";
}

Again again(std::string_view state, std::string_view message) {
    if (state == "40001" || state == "40P01") return Again::race;
    if (state == "0A000" && message.find("cached plan") != message.npos) return Again::stale_plan;
    if (state == "26000") return Again::stale_plan;
    return Again::no;
}

struct Meaning {
    std::string_view state;  // SQLSTATE, or the first two characters of it for a whole class
    Code code;
    std::string_view text;
};
constexpr std::array<Meaning, 12> meanings = {{
    {"23", Code::conflict, "The change conflicts with what is already stored."},
    {"40", Code::unavailable, "Too many changes of the same data met in PostgreSQL: try again."},
    {"22021", Code::bad_request, "A text holds a NUL character or is not valid UTF-8."},
    {"22P05", Code::bad_request, "A text holds a character that PostgreSQL cannot store."},
    {"53100", Code::unavailable, "PostgreSQL's disk is full: free some space, then try again."},
    {"53300", Code::unavailable, "PostgreSQL has no connection left: raise its max_connections."},
    {"53", Code::unavailable, "PostgreSQL has not enough memory or other resources: try again."},
    {"54", Code::too_large, "A value or statement is larger than PostgreSQL can hold."},
    {"57", Code::unavailable, "PostgreSQL was told to stop this work, or is shutting down: try again."},
    {"58", Code::unavailable, "PostgreSQL cannot read or write its files: check its disk and its log."},
    {"42501", Code::unavailable, "PostgreSQL's user lacks a permission: make it the owner of the database."},
    {"XX", Code::unavailable, "PostgreSQL reports damaged data or a fault of its own: see its log."},
}};

Error error_of(std::string_view state, const std::string& message, std::string detail) {
    for (const Meaning& meaning : meanings) {
        if (state.starts_with(meaning.state))
            return {meaning.code, std::string(meaning.text), std::move(detail)};
    }
    return {Code::internal, fmt::format("PostgreSQL refused a statement: {}.", message), std::move(detail)};
}

}  // namespace

bool lost(const PGconn* line, const PGresult* result) {
    return PQstatus(line) != CONNECTION_OK || field(result, PG_DIAG_SQLSTATE).empty();
}

Failure failure_of(const PGconn* line, const PGresult* result, std::string_view sql) {
    if (lost(line, result)) return {lost_line(line), Again::no};
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    const std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string detail =
        fmt::format("{} {} {} in: {}", state, message_of(line), field(result, PG_DIAG_CONSTRAINT_NAME), sql);
    return {error_of(state, message, detail), again(state, message)};
}

Error lost_line(const PGconn* line) {
    return {Code::unavailable,
            "The connection to PostgreSQL was lost and the change was not kept: try again.",
            message_of(line)};
}

Error unknown_outcome(const PGconn* line) {
    return {
        Code::unavailable,
        "The connection to PostgreSQL was lost while the change was being saved: it may or may not have been "
        "kept. Look before trying again.",
        message_of(line)};
}

Error cannot_connect(const PGconn* line) {
    return {Code::unavailable,
            fmt::format("PostgreSQL cannot be reached: {}. Check that it runs and the --database URL.",
                        line ? message_of(line) : "no memory")};
}

}  // namespace db::postgres
