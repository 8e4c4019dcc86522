#pragma once
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "db/database.hpp"

// The few places where the two databases need different words. Everything else is the same SQL text.
namespace db {

// Replaces the words in braces that migrations use:
//   {blob}       BLOB              | BYTEA
//   {clustered}  WITHOUT ROWID     | nothing       (after a table's closing parenthesis)
// Any other braces stay as they are (JSON defaults).
std::string expand(Dialect, std::string_view sql);

// One writer at a time for this workspace's journal, until the transaction ends. Take it before reading what
// the write depends on. SQLite has one writer anyway.
void lock_journal(Tx&, Id workspace);

// The end of a SELECT that takes jobs, so that nodes pass over what another one just took.
std::string_view skip_locked(Dialect);

// The texts or ids of a JSON array in `placeholder`, to stand after IN: one statement instead of one for
// each.
enum class Listed { texts, ids };
std::string listed(Dialect, std::string_view placeholder, Listed);

// One program at a time past this point, across all nodes, until the transaction ends.
void lock_schema(Tx&);

bool table_exists(Tx&, std::string_view table);

}  // namespace db
