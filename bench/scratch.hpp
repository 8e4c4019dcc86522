#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "bench/posts.hpp"
#include "server/house.hpp"

// Where the benchmarks put what they make, and how they fill it.
namespace bench {

// A directory and, on PostgreSQL, a schema of its own; both gone at the end. `where` is the directory to
// make it in, `database` a postgres:// URL or empty.
class Scratch {
public:
    Scratch(const std::filesystem::path& where, const std::string& database);
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch();

    server::Settings settings() const;
    const std::filesystem::path& directory() const { return directory_; }
    const std::string& schema() const { return schema_; }  // empty on SQLite
    const std::string& database() const { return database_; }

private:
    std::filesystem::path directory_;
    std::string database_, schema_;
};

// A workspace with one member and one imported channel, made or found again.
struct Town {
    store::Actor owner;
    Id channel;
};
Town town(server::Ground&);

// How many posts are taken in at once, as an import does, and after how many the index follows.
constexpr std::size_t piece = 1'000, followed = 10'000;
// The size of a benchmark as posts: the same posts for the same size.
Posts posts(std::int64_t size, Time now);
// All of them, taken in and indexed.
void fill(server::Ground&, const Town&, std::int64_t size);

}  // namespace bench
