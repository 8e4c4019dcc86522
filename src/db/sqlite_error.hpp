#pragma once
#include <string>
#include <string_view>

struct sqlite3;

namespace db::sqlite {

// Throws what `result`, just returned by a call on `connection`, means to a person. `sql` is for the log.
[[noreturn]] void fail(sqlite3& connection, int result, std::string_view sql);

// The same for a file that could not be opened.
[[noreturn]] void fail_to_open(const std::string& path, sqlite3* connection, int result);

}  // namespace db::sqlite
