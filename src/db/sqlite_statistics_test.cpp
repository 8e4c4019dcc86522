#include <filesystem>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/migrations.hpp"

namespace db {
namespace {

constexpr std::array<Migration, 1> steps = {Migration{
    1, "people",
    "CREATE TABLE identity (workspace_id BIGINT, id BIGINT, handle TEXT, PRIMARY KEY (workspace_id, id)) "
    "{clustered};"
    "CREATE TABLE standing_link (workspace_id BIGINT, identity_id BIGINT, person_id BIGINT, PRIMARY KEY "
    "(workspace_id, identity_id)) {clustered};"
    "CREATE INDEX standing_link_person ON standing_link (workspace_id, person_id)"}};

constexpr std::string_view identities_of_a_person =
    "EXPLAIN QUERY PLAN SELECT i.id, i.handle FROM standing_link s JOIN identity i ON i.workspace_id = "
    "s.workspace_id AND i.id = s.identity_id WHERE s.workspace_id = $1 AND s.person_id = $2 ORDER BY i.id";

std::string plan(Database& database, std::string_view sql) {
    return database.read([&](Tx& tx) {
        std::string out;
        for (const auto& step : tx.query(sql, 1, 2)) out += step.text(3) + "\n";
        return out;
    });
}

// Walking all identities of the workspace to find the few of one person made an import quadratic.
TEST(SqliteStatistics, let_the_narrow_index_lead) {
    const auto database = open_sqlite({.path = ":memory:"});
    migrate(*database, "rapport", steps, {});
    EXPECT_THAT(plan(*database, identities_of_a_person),
                ::testing::StartsWith("SEARCH s USING COVERING INDEX standing_link_person"));
}

TEST(SqliteStatistics, reach_connections_that_were_open_before) {
    const auto path = std::filesystem::temp_directory_path() / fmt::format("rapport-plan-{}.db", ::getpid());
    {
        const auto database = open_sqlite({.path = path.string(), .readers = 1});
        EXPECT_EQ(schema_version(*database, "rapport"), 0);
        migrate(*database, "rapport", steps, {});
        EXPECT_THAT(plan(*database, identities_of_a_person),
                    ::testing::StartsWith("SEARCH s USING COVERING INDEX standing_link_person"));
    }
    for (const char* end : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path.string() + end);
}

}  // namespace
}  // namespace db
