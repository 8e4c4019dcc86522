#include "base/error.hpp"
#include "db/database.hpp"
#include "db/test_databases.hpp"
#include "db/test_support.hpp"

namespace {

using db::code_of;
using db::Tx;

class Posting : public db::EachDatabase {
protected:
    void SetUp() override {
        EachDatabase::SetUp();
        if (IsSkipped()) return;
        database().write([](Tx& tx) {
            tx.script(
                "CREATE TABLE bread (id BIGINT PRIMARY KEY, name TEXT, loaves BIGINT CHECK (loaves >= 0))");
        });
    }
    std::int64_t count() {
        return database().read([](Tx& tx) { return tx.one("SELECT count(*) FROM bread")->integer(0); });
    }
    void bake(std::int64_t id, std::string_view name) {
        database().write([&](Tx& tx) { tx.run("INSERT INTO bread (id, name) VALUES ($1, $2)", id, name); });
    }
};
RAPPORT_EACH_DATABASE(Posting);

constexpr std::string_view insert_one = "INSERT INTO bread (id, name, loaves) VALUES ($1, $2, $3)";

TEST_P(Posting, what_is_posted_is_there_for_whatever_comes_next) {
    database().write([&](Tx& tx) {
        for (int i = 0; i < 1'000; ++i) {
            tx.post(insert_one, i, std::to_string(i), i);
            if (i % 333 != 0) continue;
            EXPECT_EQ(tx.one("SELECT count(*) FROM bread")->integer(0), i + 1);
        }
        EXPECT_EQ(tx.run("DELETE FROM bread WHERE loaves >= $1", 990), 10);
        tx.post(insert_one, 2'000, nullptr, nullptr);
        tx.script("UPDATE bread SET name = 'rye' WHERE id = 2000");
        tx.post(insert_one, 2'001, "spelt", 1);
        std::int64_t scanned = 0;
        tx.each([&](const db::Row&) { return ++scanned > 0; }, "SELECT id FROM bread");
        EXPECT_EQ(scanned, 992);
        tx.post(insert_one, 2'002, "oat", 1);
    });
    EXPECT_EQ(count(), 993);
}

TEST_P(Posting, what_is_posted_and_fails_loses_the_transaction_and_nothing_else) {
    EXPECT_EQ(code_of([&] {
                  database().write([&](Tx& tx) {
                      tx.post(insert_one, 1, "rye", -1);
                      tx.post(insert_one, 2, "oat", 1);
                  });
              }),
              Code::conflict);
    EXPECT_EQ(code_of([&] {
                  database().write([&](Tx& tx) {
                      tx.post(insert_one, 3, "rye", -1);
                      tx.query("SELECT 1");
                  });
              }),
              Code::conflict);
    EXPECT_EQ(count(), 0);
    bake(4, "spelt");
    EXPECT_EQ(count(), 1);
}

TEST_P(Posting, a_function_that_throws_takes_what_it_posted_with_it) {
    EXPECT_THROW(database().write([&](Tx& tx) {
        tx.post(insert_one, 1, "rye", 1);
        throw std::runtime_error("the oven went out");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    bake(2, "oat");
    EXPECT_EQ(count(), 1);
}

}  // namespace
