#include "db/migrations.hpp"

#include "db/dialect.hpp"
#include "db/test_databases.hpp"
#include "db/test_support.hpp"

namespace {

using db::Migration;
using db::Tx;
using ::testing::HasSubstr;

constexpr std::array<Migration, 3> steps = {
    Migration{1, "bread", "CREATE TABLE bread (id BIGINT PRIMARY KEY, photo {blob}) {clustered}"},
    Migration{2, "flour", "CREATE TABLE flour (id BIGINT); INSERT INTO flour VALUES (1)"},
    Migration{3, "salt", "ALTER TABLE flour ADD COLUMN salt BIGINT"},
};

class Migrations : public db::EachDatabase {
protected:
    void up(std::size_t count, const std::function<void()>& before = {}) {
        db::migrate(database(), "rapport", std::span(steps).first(count), before);
    }
    bool exists(std::string_view table) {
        return database().read([&](Tx& tx) { return db::table_exists(tx, table); });
    }
    int version() { return db::schema_version(database(), "rapport"); }
};
RAPPORT_EACH_DATABASE(Migrations);

TEST_P(Migrations, an_empty_database_is_at_version_0_and_goes_all_the_way_up) {
    EXPECT_EQ(version(), 0);
    up(3);
    EXPECT_EQ(version(), 3);
    EXPECT_TRUE(exists("bread"));
    EXPECT_TRUE(exists("flour"));
}

TEST_P(Migrations, only_missing_steps_run_and_each_once) {
    up(2);
    up(2);
    up(3);
    up(3);
    EXPECT_EQ(database().read([](Tx& tx) { return tx.one("SELECT count(*) FROM flour")->integer(0); }), 1);
}

TEST_P(Migrations, the_backup_is_asked_for_only_before_a_change_of_something) {
    int backups = 0;
    const auto backup = [&] {
        ++backups;
        EXPECT_EQ(version(), 1);
        EXPECT_FALSE(exists("flour"));
    };
    up(1, backup);
    EXPECT_EQ(backups, 0);
    up(3, backup);
    EXPECT_EQ(backups, 1);
    up(3, backup);
    EXPECT_EQ(backups, 1);
}

TEST_P(Migrations, a_failed_backup_stops_the_migration) {
    up(1);
    EXPECT_THROW(up(3, [] { throw std::runtime_error("no room"); }), std::runtime_error);
    EXPECT_EQ(version(), 1);
}

TEST_P(Migrations, a_newer_schema_is_refused_in_one_sentence_that_names_both_versions) {
    up(3);
    const auto error = db::error_of([&] { up(2); });
    EXPECT_EQ(error.code(), Code::conflict);
    EXPECT_THAT(error.text(), HasSubstr("version 3"));
    EXPECT_THAT(error.text(), HasSubstr("version 2"));
    EXPECT_THAT(error.text(), HasSubstr("install the newer program"));
    EXPECT_EQ(version(), 3);
}

TEST_P(Migrations, a_failed_step_leaves_nothing_of_any_step) {
    constexpr std::array<Migration, 2> broken = {steps[0],
                                                 Migration{2, "torn", "CREATE TABLE torn (id BIGINT); oops"}};
    EXPECT_ANY_THROW(db::migrate(database(), "rapport", broken, {}));
    EXPECT_EQ(version(), 0);
    EXPECT_FALSE(exists("bread"));
    EXPECT_FALSE(exists("torn"));
    up(3);
    EXPECT_EQ(version(), 3);
}

TEST_P(Migrations, families_count_for_themselves) {
    up(2);
    constexpr std::array<Migration, 1> index = {Migration{1, "words", "CREATE TABLE words (id BIGINT)"}};
    db::migrate(database(), "index", index, {});
    EXPECT_EQ(db::schema_version(database(), "index"), 1);
    EXPECT_EQ(version(), 2);
}

TEST_P(Migrations, steps_out_of_order_are_refused) {
    constexpr std::array<Migration, 2> swapped = {steps[1], steps[0]};
    EXPECT_EQ(db::code_of([&] { db::migrate(database(), "rapport", swapped, {}); }), Code::internal);
}

TEST_P(Migrations, nodes_that_start_at_once_do_not_meet) {
    db::at_once(6, [&](int) {
        if (!on_postgres()) return up(3);
        db::migrate(*test_database().open(), "rapport", steps, {});
    });
    EXPECT_EQ(version(), 3);
    EXPECT_EQ(database().read([](Tx& tx) { return tx.one("SELECT count(*) FROM flour")->integer(0); }), 1);
}

}  // namespace
