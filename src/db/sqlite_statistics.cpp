#include "db/sqlite_statistics.hpp"

namespace db::sqlite {
namespace {

constexpr std::int64_t many = 1'000'000, some = 1'000;

// How many rows share the first column, the first two, and so on; as ANALYZE would have found it.
std::string rows_alike(Tx& tx, const std::string& index, bool unique, bool partial) {
    const auto columns = tx.query("SELECT name FROM pragma_index_info($1)", index);
    const std::int64_t rows = partial ? some : many;
    std::string out = std::to_string(rows);
    for (std::size_t n = 0; n < columns.size(); ++n) {
        const bool all_of_it = unique && n + 1 == columns.size();
        const bool workspace = n == 0 && columns[n].text(0) == "workspace_id";
        out += fmt::format(" {}", all_of_it ? 1 : workspace ? rows : n == 0 ? 100 : n == 1 ? 10 : 1);
    }
    return out;
}

void presume(Tx& tx, const std::string& table) {
    for (const auto& index :
         tx.query("SELECT name, \"unique\", origin, partial FROM pragma_index_list($1)", table)) {
        // The rows themselves, in a table that is its own primary key, go by the name of the table.
        const bool itself = index.text(2) == "pk";
        tx.run("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)", table,
               itself ? table : index.text(0), rows_alike(tx, index.text(0), index.flag(1), index.flag(3)));
    }
}

}  // namespace

void presume_large(Tx& tx) {
    tx.script("ANALYZE sqlite_schema; DELETE FROM sqlite_stat1;");
    for (const auto& table : tx.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                      "'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'"))
        presume(tx, table.text(0));
    tx.script("ANALYZE sqlite_schema;");
}

}  // namespace db::sqlite
