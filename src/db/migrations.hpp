#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "db/database.hpp"

namespace db {

// One numbered step forward; numbers count 1, 2, 3 … `sql` is the same text for both databases after
// dialect.hpp has replaced its few words in braces ({blob}, {clustered} …).
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

// Brings the schema `family` ("rapport", "index") up to the last migration, all steps in one
// transaction, calling `before` first when there is something to change in a database that already
// holds a version (the backup). Throws Error{conflict} in one plain sentence when the database was
// written by a newer program.
void migrate(Database&, std::string_view family, std::span<const Migration>,
             const std::function<void()>& before);

// The version a database is at; 0 when it is empty.
int schema_version(Database&, std::string_view family);

}  // namespace db
