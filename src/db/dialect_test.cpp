#include "db/dialect.hpp"

#include <future>

#include "db/test_databases.hpp"
#include "db/test_support.hpp"

namespace {

using db::Dialect;
using db::Tx;

class Dialects : public db::EachDatabase {};
RAPPORT_EACH_DATABASE(Dialects);

TEST(Expand, replaces_its_words_and_leaves_other_braces) {
    constexpr std::string_view sql = "CREATE TABLE t (a {blob}, b {blob}, c TEXT DEFAULT '{}') {clustered}";
    EXPECT_EQ(db::expand(Dialect::sqlite, sql),
              "CREATE TABLE t (a BLOB, b BLOB, c TEXT DEFAULT '{}') WITHOUT ROWID");
    EXPECT_EQ(db::expand(Dialect::postgres, sql), "CREATE TABLE t (a BYTEA, b BYTEA, c TEXT DEFAULT '{}') ");
}

TEST_P(Dialects, a_table_exists_once_it_is_made) {
    const auto exists = [&] { return database().read([](Tx& tx) { return db::table_exists(tx, "bread"); }); };
    EXPECT_FALSE(exists());
    database().write([](Tx& tx) { tx.script("CREATE TABLE bread (id BIGINT)"); });
    EXPECT_TRUE(exists());
}

// Without the lock both would read the same number.
TEST_P(Dialects, the_journal_lock_lets_one_writer_count_at_a_time) {
    database().write([](Tx& tx) { tx.script("CREATE TABLE seq (n BIGINT); INSERT INTO seq VALUES (0)"); });
    const auto count_up = [&](int) {
        for (int i = 0; i < 25; ++i) {
            database().write([](Tx& tx) {
                db::lock_journal(tx, Id{7'000'000'000});
                const auto n = tx.one("SELECT n FROM seq")->integer(0);
                tx.run("UPDATE seq SET n = $1", n + 1);
            });
        }
    };
    db::at_once(4, count_up);
    EXPECT_EQ(database().read([](Tx& tx) { return tx.one("SELECT n FROM seq")->integer(0); }), 100);
}

TEST_P(Dialects, takers_of_jobs_pass_over_what_another_took) {
    database().write(
        [](Tx& tx) { tx.script("CREATE TABLE job (id BIGINT); INSERT INTO job VALUES (1), (2)"); });
    const auto sql = "SELECT id FROM job ORDER BY id LIMIT 1" + std::string(db::skip_locked(GetParam()));
    const auto take = [&](Tx& tx) { return tx.one(sql)->integer(0); };
    database().write([&](Tx& tx) {
        EXPECT_EQ(take(tx), 1);
        if (!on_postgres()) return;  // SQLite has one writer: a second one would wait for this one
        EXPECT_EQ(std::async(std::launch::async, [&] { return database().write(take); }).get(), 2);
    });
}

}  // namespace
