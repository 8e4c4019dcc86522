#include "db/database.hpp"

#include <future>

#include "base/error.hpp"
#include "db/dialect.hpp"
#include "db/test_databases.hpp"
#include "db/test_support.hpp"

namespace {

using db::Blob;
using db::code_of;
using db::Tx;

class AnyDatabase : public db::EachDatabase {
protected:
    void SetUp() override {
        EachDatabase::SetUp();
        if (IsSkipped()) return;
        database().write([](Tx& tx) {
            tx.script(
                db::expand(tx.dialect(),
                           "CREATE TABLE bread (id BIGINT PRIMARY KEY, name TEXT, weight DOUBLE PRECISION, "
                           "photo {blob}, loaves INTEGER CHECK (loaves >= 0)) {clustered};"
                           "CREATE UNIQUE INDEX bread_name ON bread (name);"));
        });
    }
    void bake(std::int64_t id, std::string_view name) {
        database().write([&](Tx& tx) { tx.run("INSERT INTO bread (id, name) VALUES ($1, $2)", id, name); });
    }
    std::int64_t count() {
        return database().read([](Tx& tx) { return tx.one("SELECT count(*) FROM bread")->integer(0); });
    }
};
RAPPORT_EACH_DATABASE(AnyDatabase);

constexpr std::string_view insert_all =
    "INSERT INTO bread (id, name, weight, photo, loaves) VALUES ($1, $2, $3, $4, $5)";
constexpr std::string_view select_all = "SELECT id, name, weight, photo, loaves FROM bread WHERE id = $1";

TEST_P(AnyDatabase, values_come_back_as_they_went_in) {
    std::string photo("\0\x01\xff'\\\"\0", 7);
    const std::string name = "Pain d'épices 🥖 \"x\" \\ 漢字";
    database().write([&](Tx& tx) { tx.run(insert_all, INT64_MIN, name, -0.1, Blob{photo}, 7); });
    const auto row = database().read([](Tx& tx) { return tx.one(select_all, INT64_MIN); });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->integer(0), INT64_MIN);
    EXPECT_EQ(row->text(1), name);
    EXPECT_EQ(row->real(2), -0.1);
    EXPECT_EQ(row->bytes(3), photo);
    EXPECT_EQ(row->integer(4), 7);
    EXPECT_EQ(row->real(4), 7.0);
}

TEST_P(AnyDatabase, nothing_is_null_and_reads_as_nothing) {
    database().write([&](Tx& tx) {
        tx.run(insert_all, 1, std::optional<std::string>(), nullptr, std::optional<Blob>(), Id{});
    });
    const auto row = database().read([](Tx& tx) { return *tx.one(select_all, 1); });
    for (std::size_t column = 1; column < 5; ++column) EXPECT_TRUE(row.null(column)) << column;
    EXPECT_EQ(row.text(1), "");
    EXPECT_EQ(row.real(2), 0);
    EXPECT_EQ(row.bytes(3), "");
    EXPECT_EQ(row.id(4), Id{});
    EXPECT_EQ(row.time(4), Time{});
}

TEST_P(AnyDatabase, empty_text_and_empty_bytes_are_not_null) {
    database().write([&](Tx& tx) { tx.run(insert_all, 1, "", 0.0, Blob{}, 0); });
    const auto row = database().read([](Tx& tx) { return *tx.one(select_all, 1); });
    for (std::size_t column = 0; column < 5; ++column) EXPECT_FALSE(row.null(column)) << column;
    EXPECT_EQ(row.text(1), "");
    EXPECT_EQ(row.bytes(3), "");
}

TEST_P(AnyDatabase, large_values_pass) {
    const std::string text(5'000'000, 'x'), bytes(5'000'000, '\0');
    database().write(
        [&](Tx& tx) { tx.run("INSERT INTO bread (id, photo) VALUES ($1, $2)", 1, Blob{bytes}); });
    database().write([&](Tx& tx) { tx.script("DROP INDEX bread_name"); });
    database().write([&](Tx& tx) { tx.run("UPDATE bread SET name = $1 WHERE id = $2", text, 1); });
    const auto row = database().read([](Tx& tx) { return *tx.one(select_all, 1); });
    EXPECT_TRUE(row.text(1) == text);
    EXPECT_TRUE(row.bytes(3) == bytes);
}

TEST_P(AnyDatabase, placeholders_are_bound_by_number_and_may_repeat) {
    const auto row = database().read([](Tx& tx) {
        return *tx.one(
            "SELECT $10 + $1 * 0, $1, $2 + $2, $3 || $3, $4 + 0, $5 + 0, $6 + 0, $7 + 0, $8 + 0, $9 + 0", 1,
            2, "ab", 4, 5, 6, 7, 8, 9, 10);
    });
    EXPECT_EQ(row.integer(0), 10);
    EXPECT_EQ(row.integer(1), 1);
    EXPECT_EQ(row.integer(2), 4);
    EXPECT_EQ(row.text(3), "abab");
    EXPECT_EQ(row.integer(9), 9);
}

TEST_P(AnyDatabase, null_and_other_kinds_meet_in_one_statement) {
    const auto put = [&](auto id, auto name, auto weight) {
        database().write([&](Tx& tx) {
            tx.run("INSERT INTO bread (id, name, weight) VALUES ($1, $2, $3)", id, name, weight);
        });
    };
    put(1, nullptr, nullptr);
    put(2, "rye", nullptr);
    put(3, nullptr, 1.5);
    put(4, "spelt", 2.5);
    put(5, nullptr, nullptr);
    const auto total = [](Tx& tx) { return tx.one("SELECT count(*), count(name), sum(weight) FROM bread"); };
    const auto row = database().read(total);
    EXPECT_EQ(row->integer(0), 5);
    EXPECT_EQ(row->integer(1), 2);
    EXPECT_EQ(row->real(2), 4.0);
}

TEST_P(AnyDatabase, aggregates_have_the_same_type_everywhere) {
    for (int id = 1; id <= 3; ++id) {
        database().write([&](Tx& tx) {
            tx.run("INSERT INTO bread (id, loaves, weight) VALUES ($1, $2, $3)", id, id, 0.5);
        });
    }
    const auto row = database().read([](Tx& tx) {
        return *tx.one(
            "SELECT sum(id), sum(loaves), avg(id), max(weight), count(*) FILTER (WHERE id > 1), id_sum.big, "
            "sum(-id) FROM bread, (SELECT 1234567890123 * 1000 AS big) AS id_sum GROUP BY id_sum.big");
    });
    EXPECT_EQ(row.integer(0), 6);
    EXPECT_EQ(row.integer(1), 6);
    EXPECT_EQ(row.real(2), 2.0);
    EXPECT_EQ(row.real(3), 0.5);
    EXPECT_EQ(row.integer(4), 2);
    EXPECT_EQ(row.integer(5), 1234567890123000);
    EXPECT_EQ(row.integer(6), -6);
}

TEST_P(AnyDatabase, a_column_read_as_another_type_throws) {
    const auto row = database().read([](Tx& tx) { return *tx.one("SELECT CAST('rye' AS TEXT), 1, 1.5"); });
    EXPECT_EQ(code_of([&] { row.integer(0); }), Code::internal);
    EXPECT_EQ(code_of([&] { row.text(1); }), Code::internal);
    EXPECT_EQ(code_of([&] { row.bytes(0); }), Code::internal);
    EXPECT_EQ(code_of([&] { row.integer(2); }), Code::internal);
}

TEST_P(AnyDatabase, run_says_how_many_rows_changed) {
    database().write([](Tx& tx) {
        EXPECT_EQ(tx.run("INSERT INTO bread (id) VALUES ($1), ($2), ($3)", 1, 2, 3), 3);
        EXPECT_EQ(tx.run("INSERT INTO bread (id) VALUES ($1) ON CONFLICT DO NOTHING", 3), 0);
        EXPECT_EQ(tx.run("UPDATE bread SET loaves = $1 WHERE id > $2", 1, 1), 2);
        EXPECT_EQ(tx.run("DELETE FROM bread WHERE id = $1", 99), 0);
        EXPECT_EQ(tx.run("SELECT id FROM bread"), 0);
        EXPECT_EQ(tx.run("CREATE TABLE flour (id BIGINT)"), 0);
    });
}

TEST_P(AnyDatabase, returning_gives_what_was_written_and_all_of_it_is_written) {
    const auto row = database().write([](Tx& tx) {
        return tx.one(
            "INSERT INTO bread (id) VALUES ($1), ($2) ON CONFLICT (id) DO UPDATE SET loaves = 1 RETURNING id",
            1, 2);
    });
    EXPECT_EQ(row->integer(0), 1);
    EXPECT_EQ(count(), 2);
}

TEST_P(AnyDatabase, each_visits_rows_until_told_to_stop_and_may_ask_more_meanwhile) {
    for (int id = 1; id <= 5; ++id) bake(id, fmt::format("bread {}", id));
    std::vector<std::string> seen;
    database().read([&](Tx& tx) {
        constexpr std::string_view next = "SELECT id, name FROM bread WHERE id > $1 ORDER BY id";
        tx.each(
            [&](const db::Row& row) {
                seen.push_back(row.text(1) + " < " + tx.one(next, row.id(0))->text(1));
                return row.integer(0) < 3;
            },
            next, 0);
    });
    EXPECT_EQ(seen,
              (std::vector<std::string>{"bread 1 < bread 2", "bread 2 < bread 3", "bread 3 < bread 4"}));
}

TEST_P(AnyDatabase, like_and_text_comparison_tell_upper_from_lower_case) {
    const auto row = database().read([](Tx& tx) {
        return *tx.one(
            "SELECT CASE WHEN 'Rye' LIKE $1 THEN 1 ELSE 0 END, CASE WHEN 'B' < $2 THEN 1 ELSE 0 END", "r%",
            "a");
    });
    EXPECT_FALSE(row.flag(0));
    EXPECT_TRUE(row.flag(1));
}

TEST_P(AnyDatabase, a_broken_constraint_is_a_conflict_and_leaves_nothing) {
    bake(1, "rye");
    EXPECT_EQ(code_of([&] { bake(1, "again"); }), Code::conflict);
    EXPECT_EQ(code_of([&] { bake(2, "rye"); }), Code::conflict);
    const auto negative = [](Tx& tx) {
        tx.run("INSERT INTO bread (id) VALUES ($1)", 3);
        tx.run("UPDATE bread SET loaves = $1", -1);
    };
    EXPECT_EQ(code_of([&] { database().write(negative); }), Code::conflict);
    EXPECT_EQ(count(), 1);
}

TEST_P(AnyDatabase, what_the_function_throws_comes_out_and_undoes_it) {
    EXPECT_THROW(database().write([](Tx& tx) {
        tx.run("INSERT INTO bread (id) VALUES ($1)", 1);
        throw std::out_of_range("burnt");
    }),
                 std::out_of_range);
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, a_swallowed_failure_still_undoes_the_transaction) {
    bake(1, "rye");
    const auto stubborn = [](Tx& tx) {
        tx.run("INSERT INTO bread (id) VALUES ($1)", 2);
        try {
            tx.run("INSERT INTO bread (id) VALUES ($1)", 1);
        } catch (const Error&) {
        }
    };
    EXPECT_EQ(code_of([&] { database().write(stubborn); }), Code::conflict);
    EXPECT_EQ(count(), 1);
}

TEST_P(AnyDatabase, a_wrong_statement_says_what_is_wrong) {
    const auto message = [&](std::string_view sql) -> std::string {
        try {
            database().read([&](Tx& tx) { tx.query(sql); });
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::internal);
            return error.text();
        }
        return "nothing was thrown";
    };
    EXPECT_THAT(message("SELECT crumb FROM bread"), ::testing::HasSubstr("crumb"));
    EXPECT_THAT(message("SELECT \"crumb\" FROM bread"), ::testing::HasSubstr("crumb"));
    EXPECT_EQ(code_of([&] { database().read([](Tx& tx) { tx.query("SELECT $1 + $2 + 0", 1); }); }),
              Code::internal);
    EXPECT_EQ(code_of([&] { database().read([](Tx& tx) { tx.query("SELECT 1; SELECT 2"); }); }),
              Code::internal);
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, text_with_a_nul_or_broken_utf_8_is_refused) {
    EXPECT_EQ(code_of([&] { bake(1, std::string_view("a\0b", 3)); }), Code::bad_request);
    EXPECT_EQ(code_of([&] { bake(1, "caf\xe9"); }), Code::bad_request);
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, a_reading_transaction_cannot_write) {
    const auto sneak = [](Tx& tx) { tx.run("INSERT INTO bread (id) VALUES ($1)", 1); };
    EXPECT_EQ(code_of([&] { database().read(sneak); }), Code::internal);
    EXPECT_EQ(code_of([&] { database().read([](Tx& tx) { tx.script("DELETE FROM bread"); }); }),
              Code::internal);
    EXPECT_EQ(count(), 0);
}

TEST_P(AnyDatabase, a_transaction_inside_another_is_refused) {
    const auto read = [&] { database().read([](Tx&) {}); };
    const auto write = [&] { database().write([](Tx&) {}); };
    EXPECT_EQ(code_of([&] { database().read([&](Tx&) { write(); }); }), Code::internal);
    EXPECT_EQ(code_of([&] { database().write([&](Tx&) { write(); }); }), Code::internal);
    EXPECT_EQ(code_of([&] { database().write([&](Tx&) { read(); }); }), Code::internal);
    EXPECT_NO_THROW(write());
}

TEST_P(AnyDatabase, two_databases_can_be_used_inside_each_other) {
    const auto other = db::open_sqlite({.path = ":memory:"});
    bake(1, "rye");
    const auto copy = [&](Tx& from) {
        const auto name = from.one("SELECT name FROM bread")->text(0);
        return other->write([&](Tx& to) { return to.one("SELECT $1 || '!'", name)->text(0); });
    };
    EXPECT_EQ(database().read(copy), "rye!");
}

TEST_P(AnyDatabase, after_commit_runs_once_and_only_for_what_was_kept) {
    std::atomic<int> kept = 0, lost = 0;
    database().write([&](Tx& tx) { tx.after_commit([&] { ++kept; }); });
    EXPECT_EQ(kept, 1);
    EXPECT_ANY_THROW(database().write([&](Tx& tx) {
        tx.after_commit([&] { ++lost; });
        throw std::runtime_error("burnt");
    }));
    EXPECT_EQ(lost, 0);
}

TEST_P(AnyDatabase, many_threads_write_and_read_at_once) {
    db::at_once(6, [&](int baker) {
        for (int loaf = 0; loaf < 20; ++loaf) {
            bake(baker * 100 + loaf, fmt::format("{}-{}", baker, loaf));
            EXPECT_GT(count(), loaf);
        }
    });
    EXPECT_EQ(count(), 120);
}

// A listener that remembers that it was called.
struct Ear {
    std::promise<void> called;
    std::once_flag first;
    std::atomic<int> calls = 0;

    std::function<void()> function() {
        return [this] {
            ++calls;
            std::call_once(first, [this] { called.set_value(); });
        };
    }
    bool heard() {
        return called.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready;
    }
};

TEST_P(AnyDatabase, a_listener_hears_a_commit_that_notified) {
    Ear ear;
    const auto handle = database().listen("jobs", ear.function());
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(ear.heard());
}

TEST_P(AnyDatabase, a_dropped_listener_is_not_called_again) {
    Ear dropped, kept;
    database().listen("jobs", dropped.function()).reset();
    const int before = dropped.calls;
    const auto handle = database().listen("jobs", kept.function());
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(kept.heard());
    EXPECT_EQ(dropped.calls, before);
}

TEST_P(AnyDatabase, a_listener_may_drop_its_own_handle) {
    Ear after;
    std::shared_ptr<void> own;
    std::mutex mutex;
    {
        const std::lock_guard lock(mutex);
        own = database().listen("jobs", [&] {
            const std::lock_guard inner(mutex);
            own.reset();
        });
    }
    const auto handle = database().listen("jobs", after.function());
    database().write([](Tx& tx) { db::notify(tx, "jobs"); });
    EXPECT_TRUE(after.heard());
}

TEST_P(AnyDatabase, scanning_many_rows_keeps_their_order_and_can_stop) {
    constexpr int rows = 2500;
    database().write([&](Tx& tx) {
        tx.run(
            "WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < $1) "
            "INSERT INTO bread (id) SELECT id FROM n",
            rows);
    });
    std::int64_t seen = 0;
    const auto scan = [&](Tx& tx, std::int64_t stop) {
        seen = 0;
        tx.each(
            [&](const db::Row& row) {
                EXPECT_EQ(row.integer(0), ++seen);
                return seen < stop;
            },
            "SELECT id FROM bread WHERE id > $1 ORDER BY id", 0);
    };
    database().read([&](Tx& tx) {
        scan(tx, rows + 1);
        EXPECT_EQ(seen, rows);
        scan(tx, 1200);
        EXPECT_EQ(seen, 1200);
    });
}

TEST_P(AnyDatabase, more_statements_than_are_cached_still_work) {
    for (int i = 0; i < 1100; ++i) {
        const auto sql = fmt::format("SELECT {} + $1", i);
        EXPECT_EQ(database().read([&](Tx& tx) { return tx.one(sql, 1)->integer(0); }), i + 1);
    }
    EXPECT_EQ(count(), 0);
}

}  // namespace
