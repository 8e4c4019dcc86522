#pragma once
#include "db/database.hpp"

namespace db::sqlite {

// Tells SQLite's planner to expect large tables of few workspaces. Without statistics it believes that ten
// rows share a workspace_id and walks a whole table by it where an index names the very row; real statistics
// of a young database would teach it the same mistake. To be called after the tables are made or changed.
void presume_large(Tx&);

}  // namespace db::sqlite
