#include <unistd.h>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "server/house.hpp"
#include "store/migrations.hpp"

namespace server {
namespace fs = std::filesystem;
namespace {
fs::path made(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error || ::access(directory.c_str(), W_OK) != 0)
        throw Error{
            Code::unavailable,
            fmt::format(
                "The data directory {} cannot be written. Give another with --data DIR, or make it belong "
                "to the user running Rapport.",
                directory.string())};
    return directory;
}

std::unique_ptr<db::Database> open_truth(const Settings& s, bool temporary) {
    if (temporary) return db::open_sqlite({.path = ":memory:"});
    if (s.database.empty())
        return db::open_sqlite({.path = (s.data / "rapport.db").string(), .serve = s.serves});
    if (!s.database.starts_with("postgres://") && !s.database.starts_with("postgresql://"))
        throw Error{
            Code::bad_request,
            "--database: write it as postgres://user:password@host:port/name, or leave it out for SQLite."}
            .at("--database");
    return db::open_postgres({.url = s.database});
}

// On PostgreSQL what is derived lives in the same database.
std::unique_ptr<db::Database> open_index(const Settings& s, bool temporary) {
    if (temporary) return db::open_sqlite({.path = ":memory:"});
    if (!s.database.empty()) return nullptr;
    return db::open_sqlite({.path = (s.data / "index.db").string(), .durability = db::Durability::derived});
}

Seal open_seal(const Settings& s, Random& random, bool temporary) {
    if (temporary) return Seal(random.bytes(Seal::key_bytes));
    return Seal::from_file(s.key_file.empty() ? (s.data / "secret.key").string() : s.key_file);
}

net::HttpOptions trust(const Settings& s) {
    net::HttpOptions options;
    options.guard.allowed_ranges = s.allowed_ranges;
    options.extra_ca_file = s.extra_ca_file;
    return options;
}

// A copy beside the database before anything is migrated.
void keep_copy(const fs::path& data) {
    auto copy = data / "rapport.before-migration.db";
    fs::remove(copy);
    db::backup_sqlite((data / "rapport.db").string(), copy.string());
}
}  // namespace

Ground::Ground(const Settings& s, const Clock* given, bool temp)
    : data(made(temp ? fs::temp_directory_path() / fmt::format("rapport-demo-{}", ::getpid()) : s.data)),
      temporary(temp),
      clock(given ? *given : system_clock),
      seal(open_seal(s, random, temp)),
      truth(open_truth(s, temp)),
      own_index(open_index(s, temp)),
      store{*truth, own_index ? *own_index : *truth, clock, ids},
      files(data / "files"),
      passwords(temp ? store::PasswordCost::least() : store::PasswordCost{}),
      means{store, random, seal, passwords},
      http(net::make_http(trust(s))),
      mailer(net::make_mailer(trust(s))),
      surroundings{clock, random, *http, *mailer, trust(s)},
      post{store, files, seal, surroundings} {
    db::migrate(*truth, "rapport", store::truth_migrations(), [&] {
        if (s.database.empty() && !temp) keep_copy(data);
    });
    db::migrate(store.index, "index", store::index_migrations(), {});
    search = store::make_search(store.index.dialect());
    indexer = std::make_unique<store::Indexer>(store, *search);
    topics = std::make_unique<listening::Follower>(store);
}

Ground::Ground(const Settings& s) : Ground(s, nullptr, false) {}

std::unique_ptr<Ground> Ground::in_memory(const Clock& clock) {
    return std::unique_ptr<Ground>(new Ground(Settings{}, &clock, true));
}

Ground::~Ground() {
    std::error_code ignored;
    if (temporary) fs::remove_all(data, ignored);
}

store::Workspace Ground::workspace(const std::string& wanted) {
    auto all = accounts.workspaces();
    std::erase_if(all, [&](auto& w) { return !wanted.empty() && w.name != wanted && w.id.text() != wanted; });
    if (all.size() == 1) return all.front();
    std::string names;
    for (const auto& each : accounts.workspaces())
        names += fmt::format("{}“{}”", names.empty() ? "" : ", ", each.name);
    if (names.empty())
        throw Error{
            Code::not_found,
            "There is no workspace here yet: run rapport serve and open the page, or import something."};
    throw Error{Code::bad_request,
                fmt::format("{} Name one of {} with --workspace.",
                            wanted.empty() ? "There is more than one workspace here."
                                           : fmt::format("There is no workspace “{}” here.", wanted),
                            names)}
        .at("--workspace");
}
}  // namespace server
