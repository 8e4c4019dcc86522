#include "db/dialect.hpp"

namespace db {
namespace {

struct Word {
    std::string_view name, sqlite, postgres;
};
constexpr std::array<Word, 2> words = {Word{"{blob}", "BLOB", "BYTEA"},
                                       Word{"{clustered}", "WITHOUT ROWID", ""}};

// Any number that nobody else takes in this PostgreSQL; the journal's locks are workspace ids, which are
// far above it.
constexpr std::int64_t schema_lock = 0x52617070;

}  // namespace

std::string expand(Dialect dialect, std::string_view sql) {
    std::string out(sql);
    for (const Word& word : words) {
        const std::string_view written = dialect == Dialect::sqlite ? word.sqlite : word.postgres;
        for (auto at = out.find(word.name); at != out.npos; at = out.find(word.name, at + written.size()))
            out.replace(at, word.name.size(), written);
    }
    return out;
}

void lock_journal(Tx& tx, Id workspace) {
    if (tx.dialect() == Dialect::postgres) tx.one("SELECT pg_advisory_xact_lock($1)", workspace.value);
}

std::string_view skip_locked(Dialect dialect) {
    return dialect == Dialect::postgres ? " FOR UPDATE SKIP LOCKED" : "";
}

void lock_schema(Tx& tx) {
    if (tx.dialect() == Dialect::postgres) tx.one("SELECT pg_advisory_xact_lock($1)", schema_lock);
}

bool table_exists(Tx& tx, std::string_view table) {
    if (tx.dialect() == Dialect::postgres)
        return tx.one("SELECT CAST(to_regclass($1) IS NOT NULL AS INTEGER)", table)->flag(0);
    return tx.one("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", table).has_value();
}

}  // namespace db
