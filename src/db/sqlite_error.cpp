#include "db/sqlite_error.hpp"

#include <cerrno>
#include <sqlite3.h>

#include "base/error.hpp"

namespace db::sqlite {
namespace {

std::string file_of(sqlite3& connection) {
    const char* name = sqlite3_db_filename(&connection, "main");
    return name && *name ? name : "the database in memory";
}

Error full(const std::string& path, std::string detail) {
    return {Code::unavailable,
            fmt::format("The disk that holds {} is full: free some space, then try again.", path),
            std::move(detail)};
}

Error broken(int kind, const std::string& path, std::string detail) {
    const auto unavailable = [&](fmt::format_string<const std::string&> text) {
        return Error{Code::unavailable, fmt::format(text, path), detail};
    };
    switch (kind) {
        case SQLITE_FULL:
            return full(path, detail);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("Another program keeps {} locked: stop it, or try again in a moment.");
        case SQLITE_NOTADB:
            return unavailable("{} is not a SQLite database: move it away or choose another folder.");
        case SQLITE_CORRUPT:
            return unavailable("{} is damaged: stop the server and restore the last backup.");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return unavailable("{} cannot be written: check its owner, permissions and mount.");
        case SQLITE_CANTOPEN:
            return unavailable("{} cannot be opened: check its owner and permissions.");
        case SQLITE_IOERR:
            return unavailable("Reading or writing {} failed: check the disk and the system's log.");
        case SQLITE_NOMEM:
            return unavailable("There is not enough memory to work with {}.");
        default:
            return {Code::internal, fmt::format("The database {} refused: {}.", path, detail), detail};
    }
}

Error error_of(int result, const std::string& path, bool disk_full, std::string detail) {
    const int kind = result & 0xff;
    if (kind == SQLITE_CONSTRAINT)
        return {Code::conflict, "The change conflicts with what is already stored.", detail};
    if (kind == SQLITE_TOOBIG)
        return {Code::too_large, "A value is larger than the database can hold.", detail};
    return broken(disk_full ? SQLITE_FULL : kind, path, std::move(detail));
}

}  // namespace

void fail(sqlite3& connection, int result, std::string_view sql) {
    const std::string message = sqlite3_errmsg(&connection);
    const bool io = (result & 0xff) == SQLITE_IOERR || (result & 0xff) == SQLITE_CANTOPEN;
    const bool disk_full = io && sqlite3_system_errno(&connection) == ENOSPC;
    const std::string detail = sql.empty() ? message : fmt::format("{} in: {}", message, sql);
    throw error_of(result, file_of(connection), disk_full, detail);
}

void fail_to_open(const std::string& path, sqlite3* connection, int result) {
    throw broken(result & 0xff, path, connection ? sqlite3_errmsg(connection) : "no memory");
}

}  // namespace db::sqlite
