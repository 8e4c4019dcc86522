#include "db/dialect.hpp"

namespace db {
namespace {

struct Word {
    std::string_view name, sqlite, postgres;
};
constexpr std::array<Word, 2> words = {Word{"{blob}", "BLOB", "BYTEA"},
                                       Word{"{clustered}", "WITHOUT ROWID", ""}};

// The locks of one schema do not meet those of another in the same server.
void lock(Tx& tx, std::int64_t what) {
    if (tx.dialect() == Dialect::postgres)
        tx.one("SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), $1))", what);
}

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
    lock(tx, workspace.value);
}

std::string_view skip_locked(Dialect dialect) {
    return dialect == Dialect::postgres ? " FOR UPDATE SKIP LOCKED" : "";
}

std::string listed(Dialect dialect, std::string_view placeholder, Listed what) {
    if (dialect == Dialect::sqlite) return fmt::format("(SELECT value FROM json_each({}))", placeholder);
    const auto text = fmt::format("json_array_elements_text(CAST({} AS json))", placeholder);
    return what == Listed::texts ? fmt::format("(SELECT {})", text)
                                 : fmt::format("(SELECT CAST({} AS BIGINT))", text);
}

void lock_schema(Tx& tx) {
    lock(tx, 0);
}

bool table_exists(Tx& tx, std::string_view table) {
    if (tx.dialect() == Dialect::postgres)
        return tx.one("SELECT CAST(to_regclass($1) IS NOT NULL AS INTEGER)", table)->flag(0);
    return tx.one("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", table).has_value();
}

}  // namespace db
