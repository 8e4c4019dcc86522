#include "db/migrations.hpp"

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/time.hpp"
#include "db/dialect.hpp"
#include "db/sqlite_statistics.hpp"

namespace db {
namespace {

constexpr std::string_view versions =
    "CREATE TABLE IF NOT EXISTS schema_version ("
    "family TEXT NOT NULL, version BIGINT NOT NULL, name TEXT NOT NULL, applied_at BIGINT NOT NULL, "
    "PRIMARY KEY (family, version))";

int version_in(Tx& tx, std::string_view family) {
    if (!table_exists(tx, "schema_version")) return 0;
    const auto row = tx.one("SELECT max(version) FROM schema_version WHERE family = $1", family);
    return static_cast<int>(row->integer(0));
}

void require_in_order(std::span<const Migration> steps) {
    int expected = 1;
    for (const auto& step : steps) {
        if (step.number != expected++)
            throw Error{Code::internal,
                        fmt::format("Migration {} ({}) is out of order.", step.number, step.name)};
    }
}

void require_not_newer(int found, std::string_view family, int known) {
    if (found <= known) return;
    throw Error{
        Code::conflict,
        fmt::format("The database is at version {} of the {} schema, but this program knows only up to "
                    "version {}: install the newer program again, or restore a backup made by this one.",
                    found, family, known)};
}

void apply(Tx& tx, std::string_view family, const Migration& step) {
    logging::write(logging::Level::debug, "db.migrate",
                   {{"family", std::string(family)}, {"step", std::string(step.name)}});
    tx.script(expand(tx.dialect(), step.sql));
    tx.run("INSERT INTO schema_version (family, version, name, applied_at) VALUES ($1, $2, $3, $4)", family,
           step.number, step.name, SystemClock().now());
}

// Another node may have been faster, so the version is read again under the lock.
void apply_missing(Tx& tx, std::string_view family, std::span<const Migration> steps) {
    lock_schema(tx);
    tx.script(versions);
    const int found = version_in(tx, family);
    require_not_newer(found, family, static_cast<int>(steps.size()));
    for (const auto& step : steps.subspan(static_cast<std::size_t>(found))) apply(tx, family, step);
    if (tx.dialect() == Dialect::sqlite) sqlite::presume_large(tx);
}

}  // namespace

void migrate(Database& database, std::string_view family, std::span<const Migration> steps,
             const std::function<void()>& before) {
    require_in_order(steps);
    const int latest = static_cast<int>(steps.size());
    const int found = schema_version(database, family);
    require_not_newer(found, family, latest);
    if (found == latest) return;
    if (found > 0 && before) before();
    database.write([&](Tx& tx) { apply_missing(tx, family, steps); });
}

int schema_version(Database& database, std::string_view family) {
    return database.read([&](Tx& tx) { return version_in(tx, family); });
}

}  // namespace db
