#include <charconv>
#include <sqlite3.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "db/sqlite_connection.hpp"
#include "db/sqlite_error.hpp"

namespace db::sqlite {
namespace {

// "$12" is argument 11.
std::optional<std::size_t> argument_of(const char* name) {
    if (!name || *name != '$') return std::nullopt;
    const std::string_view digits = name + 1;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    if (error != std::errc{} || end != digits.end() || number == 0) return std::nullopt;
    return number - 1;
}

void require_one_statement(std::string_view sql, const char* tail) {
    const std::string_view rest(tail, static_cast<std::size_t>(sql.end() - tail));
    if (rest.find_first_not_of(" \t\r\n;") != rest.npos)
        throw Error{Code::internal, "A statement with parameters holds more than one statement.",
                    std::string(sql)};
}

Value value_at(sqlite3_stmt* statement, int column) {
    const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, column)); };
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string(text, size());
        }
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            return Blob{bytes ? std::string(bytes, size()) : std::string()};
        }
        default:
            return nullptr;
    }
}

// SQLite would keep anything; PostgreSQL refuses these.
void require_text(const std::string& text) {
    if (text.find('\0') != text.npos || !is_utf8(text))
        throw Error{Code::bad_request, "A text holds a NUL character or is not valid UTF-8."};
}

struct Binder {
    sqlite3_stmt* statement;
    int position;

    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, position); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, position, v); }
    int operator()(double v) const { return sqlite3_bind_double(statement, position, v); }
    int operator()(const std::string& v) const {
        require_text(v);
        return sqlite3_bind_text64(statement, position, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& v) const {
        if (v.bytes.empty()) return sqlite3_bind_zeroblob(statement, position, 0);
        return sqlite3_bind_blob64(statement, position, v.bytes.data(), v.bytes.size(), SQLITE_STATIC);
    }
};

}  // namespace

void Finalise::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3& connection, std::string_view sql) : connection_(connection) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = sql.data();
    const int result = sqlite3_prepare_v3(&connection, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    handle_.reset(raw);
    if (result != SQLITE_OK) sqlite::fail(connection, result, sql);
    if (!raw) throw Error{Code::internal, "An empty statement was given to the database."};
    require_one_statement(sql, tail);
    for (int position = 1; position <= sqlite3_bind_parameter_count(raw); ++position) {
        const auto argument = argument_of(sqlite3_bind_parameter_name(raw, position));
        if (!argument) throw Error{Code::internal, "A placeholder is not $ and a number.", std::string(sql)};
        argument_.push_back(*argument);
        arguments_ = std::max(arguments_, *argument + 1);
    }
}

void Statement::bind(std::span<const Value> args) {
    if (args.size() != arguments_)
        throw Error{Code::internal,
                    fmt::format("A statement takes {} parameters but was given {}.", arguments_, args.size()),
                    std::string(sql())};
    for (std::size_t i = 0; i < argument_.size(); ++i) bind(static_cast<int>(i) + 1, args[argument_[i]]);
}

void Statement::bind(int position, const Value& value) {
    const int result = std::visit(Binder{handle_.get(), position}, value);
    if (result != SQLITE_OK) fail(result);
}

bool Statement::step() {
    const int result = sqlite3_step(handle_.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    fail(result);
}

Row Statement::row() const {
    const int columns = sqlite3_data_count(handle_.get());
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_at(handle_.get(), column));
    return Row(std::move(values));
}

void Statement::reset() noexcept {
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
}

bool Statement::reads_only() const {
    return sqlite3_stmt_readonly(handle_.get()) != 0;
}

std::string_view Statement::sql() const {
    return sqlite3_sql(handle_.get());
}

void Statement::fail(int result) const {
    sqlite::fail(connection_, result, sql());
}

}  // namespace db::sqlite
