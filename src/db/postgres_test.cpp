#include <future>
#include <latch>

#include "db/dialect.hpp"
#include "db/postgres_connection.hpp"
#include "db/test_databases.hpp"
#include "db/test_support.hpp"

namespace {

using db::code_of;
using db::error_of;
using db::Tx;
using ::testing::HasSubstr;

class Postgres : public db::EachDatabase {
protected:
    void SetUp() override {
        EachDatabase::SetUp();
        if (IsSkipped()) return;
        database().write([](Tx& tx) {
            tx.script(
                "CREATE TABLE bread (id BIGINT PRIMARY KEY, loaves BIGINT); "
                "INSERT INTO bread VALUES (1, 0), (2, 0)");
        });
    }
    static void add_loaf(Tx& tx, int id) { tx.run("UPDATE bread SET loaves = loaves + 1 WHERE id = $1", id); }
    static std::int64_t loaves_in(Tx& tx) { return tx.one("SELECT sum(loaves) FROM bread")->integer(0); }
    std::int64_t loaves() { return database().read(loaves_in); }

    // Cuts every other line of this test's connections, as a restart of the server would.
    void cut_lines() {
        const auto killer = test_database().open();
        killer->write([](Tx& tx) {
            tx.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'rapport ' || current_schema() AND pid <> pg_backend_pid()");
        });
    }
};
INSTANTIATE_TEST_SUITE_P(on, Postgres, ::testing::Values(db::Dialect::postgres), db::dialect_name);

// Each takes one row, waits until the other has taken its own, then wants that too.
TEST_P(Postgres, a_deadlock_is_tried_again_and_both_writes_are_kept) {
    std::latch both(2);
    std::atomic<int> tries = 0;
    const auto take = [&](int first, int second) {
        bool met = false;
        database().write([&](Tx& tx) {
            ++tries;
            add_loaf(tx, first);
            if (!std::exchange(met, true)) both.arrive_and_wait();
            add_loaf(tx, second);
        });
    };
    std::thread other(take, 2, 1);
    take(1, 2);
    other.join();
    EXPECT_EQ(tries, 3);
    EXPECT_EQ(loaves(), 4);
}

TEST_P(Postgres, a_serialisation_failure_is_tried_again) {
    int tries = 0;
    database().write([&](Tx& tx) {
        tx.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        loaves_in(tx);
        if (++tries == 1) {
            std::async(std::launch::async, [&] {
                database().write([](Tx& other) { add_loaf(other, 1); });
            }).get();
        }
        add_loaf(tx, 1);
    });
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(loaves(), 2);
}

TEST_P(Postgres, a_write_that_always_meets_others_gives_up) {
    int tries = 0;
    const auto unlucky = [&](Tx& tx) {
        ++tries;
        tx.script("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    };
    EXPECT_EQ(code_of([&] { database().write(unlucky); }), Code::unavailable);
    EXPECT_EQ(tries, 6);
}

TEST_P(Postgres, readers_see_only_what_is_committed_and_keep_their_snapshot) {
    database().write([&](Tx& tx) {
        add_loaf(tx, 1);
        EXPECT_EQ(std::async(std::launch::async, [&] { return loaves(); }).get(), 0);
    });
    database().read([&](Tx& tx) {
        EXPECT_EQ(loaves_in(tx), 1);
        std::async(std::launch::async, [&] {
            database().write([](Tx& other) { add_loaf(other, 1); });
        }).get();
        EXPECT_EQ(loaves_in(tx), 1);
    });
    EXPECT_EQ(loaves(), 2);
}

TEST_P(Postgres, a_line_lost_while_idle_is_replaced_unseen) {
    EXPECT_EQ(loaves(), 0);
    cut_lines();
    database().write([](Tx& tx) { add_loaf(tx, 1); });
    EXPECT_EQ(loaves(), 1);
}

TEST_P(Postgres, a_line_lost_inside_a_write_keeps_nothing_and_says_so) {
    const auto suicide = [](Tx& tx) {
        add_loaf(tx, 1);
        tx.query("SELECT pg_terminate_backend(pg_backend_pid())");
    };
    EXPECT_EQ(code_of([&] { database().write(suicide); }), Code::unavailable);
    EXPECT_EQ(loaves(), 0);
}

TEST_P(Postgres, a_line_lost_inside_the_commit_is_never_called_a_success) {
    database().write([](Tx& tx) {
        tx.script(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$; "
            "CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON bread DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION die()");
    });
    int tries = 0;
    const auto error = error_of([&] {
        database().write([&](Tx& tx) {
            ++tries;
            add_loaf(tx, 1);
        });
    });
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("may or may not"));
    EXPECT_EQ(tries, 1);
}

TEST_P(Postgres, a_failure_without_a_word_of_the_server_is_a_lost_line) {
    // As libpq answers when it cannot write, before it has noticed that the line is down.
    const db::PostgresOptions options{.url = std::getenv("RAPPORT_TEST_POSTGRES")};
    const auto line = db::postgres::connect(options);
    const auto failure = db::postgres::failure_of(line.get(), nullptr, "SELECT 1");
    EXPECT_EQ(failure.error.code(), Code::unavailable);
    EXPECT_THAT(failure.error.text(), HasSubstr("was lost"));
}

TEST_P(Postgres, a_constraint_checked_at_the_commit_is_a_conflict) {
    database().write([](Tx& tx) {
        tx.script("CREATE TABLE slice (bread BIGINT REFERENCES bread (id) DEFERRABLE INITIALLY DEFERRED)");
    });
    const auto cut = [](Tx& tx) { tx.run("INSERT INTO slice VALUES ($1)", 9); };
    EXPECT_EQ(code_of([&] { database().write(cut); }), Code::conflict);
}

TEST_P(Postgres, a_statement_outlives_a_change_of_its_table) {
    const auto all = [](Tx& tx) { return tx.one("SELECT * FROM bread ORDER BY id")->size(); };
    EXPECT_EQ(database().write(all), 2u);
    test_database().open()->write([](Tx& tx) { tx.script("ALTER TABLE bread ADD COLUMN salt BIGINT"); });
    EXPECT_EQ(database().write(all), 3u);
}

TEST_P(Postgres, more_callers_than_connections_take_turns) {
    db::at_once(20, [&](int) { database().write([](Tx& tx) { add_loaf(tx, 1); }); });
    EXPECT_EQ(loaves(), 20);
}

// Hears, and counts; wait() is for one more call than before.
class Ear {
public:
    std::function<void()> function() {
        return [this] {
            const std::lock_guard lock(mutex_);
            ++calls_;
            changed_.notify_all();
        };
    }
    int calls() {
        const std::lock_guard lock(mutex_);
        return calls_;
    }
    bool heard_since(int before) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return calls_ > before; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int calls_ = 0;
};

TEST_P(Postgres, another_node_hears_a_commit_and_only_its_topic) {
    const auto node = test_database().open();
    Ear jobs, other;
    const auto first = node->listen("jobs", jobs.function());
    const auto second = node->listen("other", other.function());
    // Both are called once when the line is up.
    ASSERT_TRUE(jobs.heard_since(0));
    ASSERT_TRUE(other.heard_since(0));
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(jobs.heard_since(1));
    EXPECT_ANY_THROW(database().write([](Tx& tx) {
        db::notify(tx, "other");
        throw std::runtime_error("burnt");
    }));
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(jobs.heard_since(2));
    EXPECT_EQ(other.calls(), 1);
}

TEST_P(Postgres, what_was_said_while_the_listening_line_was_down_is_made_up_for) {
    const auto node = test_database().open();
    Ear ear;
    const auto handle = node->listen("jobs", ear.function());
    ASSERT_TRUE(ear.heard_since(0));
    cut_lines();
    EXPECT_TRUE(ear.heard_since(1));
    const int before = ear.calls();
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(ear.heard_since(before));
}

TEST(PostgresAddress, one_that_cannot_be_read_is_refused_without_repeating_the_password) {
    const auto error = error_of([] { db::open_postgres({.url = "postgres://ana:brioche@[host/x"}); });
    EXPECT_EQ(error.code(), Code::bad_request);
    EXPECT_THAT(error.text() + error.detail(), ::testing::Not(HasSubstr("brioche")));
}

TEST(PostgresAddress, a_server_that_is_not_there_is_named_without_the_password) {
    const auto error = error_of([] { db::open_postgres({.url = "postgres://ana:brioche@127.0.0.1:1/x"}); });
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("127.0.0.1"));
    EXPECT_THAT(error.text() + error.detail(), ::testing::Not(HasSubstr("brioche")));
}

}  // namespace
