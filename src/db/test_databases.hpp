#pragma once
#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

#include "db/database.hpp"

// For tests only: runs a test once on SQLite and once on PostgreSQL, each time in an empty database.
//
//     class Messages : public db::EachDatabase {};
//     RAPPORT_EACH_DATABASE(Messages);
//     TEST_P(Messages, come_back_as_they_went_in) { store::Messages messages(database()); … }
//
// PostgreSQL is the server of RAPPORT_TEST_POSTGRES (postgres://…, as tools/with_postgres sets it); without
// it that half is skipped.
namespace db {

// An empty database that is gone at the end: in memory, or a schema of its own.
class TestDatabase {
public:
    explicit TestDatabase(Dialect dialect) : dialect_(dialect), database_(open()) {}
    ~TestDatabase() {
        database_.reset();
        if (dialect_ == Dialect::postgres) drop_schema();
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    static const char* server() { return std::getenv("RAPPORT_TEST_POSTGRES"); }

    Database& operator*() { return *database_; }
    // As another node would open it. PostgreSQL only: SQLite in memory would be another database.
    std::unique_ptr<Database> open() const {
        if (dialect_ == Dialect::sqlite) return open_sqlite({.path = ":memory:"});
        return open_postgres({.url = server(), .schema = schema_});
    }

private:
    static std::string fresh_name() {
        static std::atomic<int> made = 0;
        return "test_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
    }
    void drop_schema() const {
        const auto database = open_postgres({.url = server(), .connections = 1, .schema = ""});
        database->write([&](Tx& tx) { tx.script("DROP SCHEMA IF EXISTS \"" + schema_ + "\" CASCADE"); });
    }

    const Dialect dialect_;
    const std::string schema_ = fresh_name();
    std::unique_ptr<Database> database_;
};

class EachDatabase : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == Dialect::postgres && !TestDatabase::server())
            GTEST_SKIP() << "RAPPORT_TEST_POSTGRES is not set: run through ./dev test or tools/with_postgres";
        database_ = std::make_unique<TestDatabase>(GetParam());
    }

    Database& database() { return **database_; }
    TestDatabase& test_database() { return *database_; }
    bool on_postgres() const { return GetParam() == Dialect::postgres; }

private:
    std::unique_ptr<TestDatabase> database_;
};

inline std::string dialect_name(const ::testing::TestParamInfo<Dialect>& info) {
    return info.param == Dialect::sqlite ? "sqlite" : "postgres";
}

}  // namespace db

#define RAPPORT_EACH_DATABASE(Fixture)                                                                       \
    INSTANTIATE_TEST_SUITE_P(on, Fixture, ::testing::Values(::db::Dialect::sqlite, ::db::Dialect::postgres), \
                             ::db::dialect_name)
