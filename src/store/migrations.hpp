#pragma once
#include <span>

#include "db/migrations.hpp"

namespace store {

// migrations/*.sql: the truth. Family name "rapport".
std::span<const db::Migration> truth_migrations();
// migrations/index/*.sql: what is derived. Family name "index".
std::span<const db::Migration> index_migrations();

}  // namespace store
