#include <filesystem>

#include "base/error.hpp"
#include "db/database.hpp"

namespace {

using db::Tx;

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
    static std::int64_t count(db::Database& database) {
        return database.read([](Tx& tx) { return tx.one("SELECT count(*) FROM bread")->integer(0); });
    }
    static void make_bread(db::Database& database) {
        database.write(
            [](Tx& tx) { tx.script("CREATE TABLE bread (name TEXT PRIMARY KEY, loaves BIGINT)"); });
    }

private:
    std::filesystem::path folder_;
};

TEST_F(SqliteFile, many_writers_share_commits_and_one_that_fails_leaves_the_others) {
    const auto database = open();
    make_bread(*database);
    std::atomic<int> failed = 0;
    std::vector<std::thread> bakers;
    for (int baker = 0; baker < 8; ++baker) {
        bakers.emplace_back([&, baker] {
            for (int loaf = 0; loaf < 50; ++loaf) {
                try {
                    database->write([&](Tx& tx) {
                        tx.run("INSERT INTO bread VALUES ($1, $2)", fmt::format("{}-{}", baker, loaf), loaf);
                        if (loaf % 10 == 0) throw std::runtime_error("burnt");
                    });
                } catch (const std::runtime_error&) {
                    ++failed;
                }
            }
        });
    }
    for (auto& baker : bakers) baker.join();
    EXPECT_EQ(failed, 8 * 5);
    EXPECT_EQ(count(*database), 8 * 45);
}

TEST_F(SqliteFile, what_was_acknowledged_is_there_after_opening_again) {
    make_bread(*open());
    open()->write([](Tx& tx) { tx.run("INSERT INTO bread VALUES ($1, $2)", "rye", 3); });
    EXPECT_EQ(count(*open()), 1);
}

}  // namespace
