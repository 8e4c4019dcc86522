#include <filesystem>
#include <fstream>
#include <future>
#include <sys/mount.h>
#include <unistd.h>

#include "base/error.hpp"
#include "db/database.hpp"
#include "db/test_support.hpp"

namespace {

using db::code_of;
using db::error_of;
using db::Tx;
using ::testing::HasSubstr;

// A folder of its own for every test.
class SqliteFile : public ::testing::Test {
protected:
    SqliteFile() {
        std::string name = std::filesystem::temp_directory_path() / "rapport-db-XXXXXX";
        folder_ = ::mkdtemp(name.data());
    }
    ~SqliteFile() override { std::filesystem::remove_all(folder_); }

    std::string path(std::string_view name = "rapport.db") const { return folder_ / name; }
    std::unique_ptr<db::Database> open(db::Durability durability = db::Durability::full) const {
        return db::open_sqlite({.path = path(), .durability = durability});
    }
    // An open file with an empty table.
    std::unique_ptr<db::Database> bakery() const {
        auto database = open();
        make_bread(*database);
        return database;
    }
    static void make_bread(db::Database& database) {
        database.write(
            [](Tx& tx) { tx.script("CREATE TABLE bread (name TEXT PRIMARY KEY, loaves BIGINT)"); });
    }
    static void bake(db::Database& database, std::string_view name) {
        database.write([&](Tx& tx) { put(tx, name); });
    }
    static void put(Tx& tx, std::string_view name) { tx.run("INSERT INTO bread VALUES ($1, 1)", name); }
    static std::int64_t count_in(Tx& tx) { return tx.one("SELECT count(*) FROM bread")->integer(0); }
    static std::int64_t count(db::Database& database) { return database.read(count_in); }

    std::filesystem::path folder_;
};

std::int64_t setting(Tx& tx, std::string_view name) {
    return tx.one(fmt::format("PRAGMA {}", name))->integer(0);
}

TEST_F(SqliteFile, many_writers_share_commits_and_one_that_fails_leaves_the_others) {
    const auto database = bakery();
    std::atomic<int> failed = 0;
    const auto bake_fifty = [&](int baker) {
        for (int loaf = 0; loaf < 50; ++loaf) {
            try {
                database->write([&](Tx& tx) {
                    put(tx, fmt::format("{}-{}", baker, loaf));
                    if (loaf % 10 == 0) throw std::runtime_error("burnt");
                });
            } catch (const std::runtime_error&) {
                ++failed;
            }
        }
    };
    db::at_once(8, bake_fifty);
    EXPECT_EQ(failed, 8 * 5);
    EXPECT_EQ(count(*database), 8 * 45);
}

TEST_F(SqliteFile, waiting_writes_are_committed_together) {
    const auto database = bakery();
    std::mutex mutex;
    std::string order;  // w: a write ran, c: its commit was told
    const auto note = [&](char what) {
        const std::lock_guard lock(mutex);
        order += what;
    };
    db::at_once(16, [&](int baker) {
        for (int loaf = 0; loaf < 10; ++loaf) {
            database->write([&](Tx& tx) {
                put(tx, fmt::format("{}-{}", baker, loaf));
                note('w');
                tx.after_commit([&] { note('c'); });
            });
        }
    });
    EXPECT_THAT(order, HasSubstr("ww"));
    EXPECT_THAT(order, HasSubstr("cc"));
    EXPECT_EQ(count(*database), 160);
}

TEST_F(SqliteFile, writes_of_one_thread_keep_their_order) {
    const auto database = bakery();
    std::vector<int> order;
    for (int i = 0; i < 20; ++i) {
        database->write([&](Tx& tx) { tx.after_commit([&, i] { order.push_back(i); }); });
    }
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.size(), 20u);
}

// The constraint is checked at the COMMIT, which the writes of the others share.
TEST_F(SqliteFile, a_deferred_constraint_fails_only_the_write_that_broke_it) {
    const auto database = bakery();
    database->write([](Tx& tx) {
        tx.script("CREATE TABLE slice (bread TEXT REFERENCES bread (name) DEFERRABLE INITIALLY DEFERRED)");
    });
    std::atomic<int> conflicts = 0;
    db::at_once(8, [&](int baker) {
        for (int loaf = 0; loaf < 10; ++loaf) {
            const auto name = fmt::format("{}-{}", baker, loaf);
            const auto cut = [&](Tx& tx) {
                tx.run("INSERT INTO slice VALUES ($1)", name);
                if (loaf % 5 != 0) put(tx, name);
            };
            try {
                database->write(cut);
            } catch (const Error& error) {
                conflicts += error.code() == Code::conflict ? 1 : 0;
            }
        }
    });
    EXPECT_EQ(conflicts, 8 * 2);
    EXPECT_EQ(count(*database), 8 * 8);
}

TEST_F(SqliteFile, what_was_acknowledged_is_there_after_opening_again) {
    bakery();
    bake(*open(), "rye");
    EXPECT_EQ(count(*open()), 1);
}

TEST_F(SqliteFile, the_file_of_truth_waits_for_the_disk) {
    open()->write([](Tx& tx) {
        EXPECT_EQ(setting(tx, "synchronous"), 2);
        EXPECT_EQ(tx.one("PRAGMA journal_mode")->text(0), "wal");
        EXPECT_EQ(setting(tx, "page_size"), 16384);
        EXPECT_EQ(setting(tx, "wal_autocheckpoint"), 20000);
        EXPECT_EQ(setting(tx, "foreign_keys"), 1);
        EXPECT_EQ(setting(tx, "secure_delete"), 1);
    });
}

TEST_F(SqliteFile, a_derived_file_does_not_wait_at_commits) {
    open(db::Durability::derived)->write([](Tx& tx) {
        EXPECT_EQ(setting(tx, "synchronous"), 1);
        EXPECT_EQ(tx.one("PRAGMA journal_mode")->text(0), "wal");
    });
}

TEST_F(SqliteFile, readers_see_only_what_is_committed) {
    const auto database = bakery();
    database->write([&](Tx& tx) {
        put(tx, "rye");
        auto reader = std::async(std::launch::async, [&] { return count(*database); });
        EXPECT_EQ(reader.get(), 0);
    });
    EXPECT_EQ(count(*database), 1);
}

TEST_F(SqliteFile, a_reader_keeps_its_snapshot_while_others_write) {
    const auto database = bakery();
    database->read([&](Tx& tx) {
        EXPECT_EQ(count_in(tx), 0);
        std::async(std::launch::async, [&] { bake(*database, "rye"); }).get();
        EXPECT_EQ(count_in(tx), 0);
    });
    EXPECT_EQ(count(*database), 1);
}

TEST_F(SqliteFile, more_readers_than_connections_take_turns) {
    bakery();
    const auto database = db::open_sqlite({.path = path(), .readers = 2});
    db::at_once(12, [&](int) { EXPECT_EQ(count(*database), 0); });
}

TEST_F(SqliteFile, only_one_server_works_with_a_file_but_other_commands_may) {
    const auto server = db::open_sqlite({.path = path(), .serve = true});
    make_bread(*server);
    const auto second = error_of([&] { db::open_sqlite({.path = path(), .serve = true}); });
    EXPECT_EQ(second.code(), Code::conflict);
    EXPECT_THAT(second.text(), HasSubstr(path()));
    const auto command = open();
    bake(*command, "rye");
    bake(*server, "spelt");
    EXPECT_EQ(count(*server), 2);
    command->write([](Tx& tx) { EXPECT_EQ(setting(tx, "wal_autocheckpoint"), 0); });
}

TEST_F(SqliteFile, closing_folds_the_log_into_the_file) {
    auto database = bakery();
    bake(*database, "rye");
    EXPECT_EQ(count(*database), 1);
    EXPECT_TRUE(std::filesystem::exists(path() + "-wal"));
    database.reset();
    EXPECT_FALSE(std::filesystem::exists(path() + "-wal"));
}

TEST_F(SqliteFile, a_file_that_is_something_else_is_left_alone) {
    const std::string letter(4096, 'x');
    std::ofstream(path()) << letter;
    const auto error = error_of([&] { open(); });
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("is not a SQLite database"));
    EXPECT_EQ(std::filesystem::file_size(path()), letter.size());
}

TEST_F(SqliteFile, a_missing_folder_is_named) {
    const auto error = error_of([&] { db::open_sqlite({.path = path("nowhere/rapport.db")}); });
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("nowhere does not exist"));
}

TEST_F(SqliteFile, a_folder_that_cannot_be_written_is_named) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    std::filesystem::permissions(folder_,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto error = error_of([&] { open(); });
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr(folder_.string()));
}

TEST_F(SqliteFile, a_write_that_finds_no_room_is_undone_and_the_next_one_works) {
    const auto database = bakery();
    bake(*database, "rye");
    const auto gorge = [](Tx& tx) {
        tx.query("PRAGMA max_page_count = 8");
        put(tx, "spelt");
        put(tx, std::string(1'000'000, 'x'));
    };
    const auto error = error_of([&] { database->write(gorge); });
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("is full"));
    EXPECT_EQ(count(*database), 1);
    database->write([](Tx& tx) { tx.query("PRAGMA max_page_count = 1000000"); });
    bake(*database, "spelt");
    EXPECT_EQ(count(*database), 2);
}

// A file system of two megabytes over a test's folder.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder)
        : folder_(std::move(folder)),
          mounted_(::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=2m") == 0) {}
    ~SmallDisk() {
        if (mounted_) ::umount(folder_.c_str());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return mounted_; }

private:
    std::filesystem::path folder_;
    bool mounted_;
};

TEST_F(SqliteFile, a_full_disk_loses_nothing_that_was_acknowledged) {
    const SmallDisk disk(folder_);
    if (!disk.mounted()) GTEST_SKIP() << "mounting a small file system needs root";
    auto database = bakery();
    int acknowledged = 0;
    const auto fill = [&] {
        for (;; ++acknowledged) bake(*database, fmt::format("{}{}", acknowledged, std::string(50'000, 'x')));
    };
    const auto error = error_of(fill);
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_THAT(error.text(), HasSubstr("is full"));
    EXPECT_GT(acknowledged, 5);
    EXPECT_EQ(count(*database), acknowledged);
    database.reset();
    EXPECT_EQ(count(*open()), acknowledged);
}

TEST_F(SqliteFile, a_backup_holds_what_was_committed_and_replaces_nothing) {
    const auto database = bakery();
    bake(*database, "rye");
    db::backup_sqlite(path(), path("copy.db"));
    bake(*database, "spelt");
    EXPECT_EQ(count(*db::open_sqlite({.path = path("copy.db")})), 1);
    EXPECT_EQ(code_of([&] { db::backup_sqlite(path(), path("copy.db")); }), Code::conflict);
    EXPECT_EQ(count(*database), 2);
}

TEST_F(SqliteFile, what_it_makes_is_readable_by_its_owner_only) {
    const auto database = bakery();
    bake(*database, "rye");
    db::backup_sqlite(path(), path("copy.db"));
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
        const auto others = file.status().permissions() &
                            (std::filesystem::perms::group_all | std::filesystem::perms::others_all);
        EXPECT_EQ(others, std::filesystem::perms::none) << file.path();
    }
}

TEST_F(SqliteFile, a_backup_of_nothing_leaves_nothing) {
    EXPECT_EQ(code_of([&] { db::backup_sqlite(path("none.db"), path("copy.db")); }), Code::unavailable);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

}  // namespace
