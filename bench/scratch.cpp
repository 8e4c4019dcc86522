#include "bench/scratch.hpp"

#include <libpq-fe.h>
#include <signal.h>
#include <unistd.h>

#include "base/error.hpp"
#include "courier/intake.hpp"

namespace bench {
namespace fs = std::filesystem;
namespace {
constexpr std::uint64_t seed = 20'261'014;

std::string fresh_name() {
    static int made = 0;
    return fmt::format("rapport_bench_{}_{}", ::getpid(), ++made);
}

// What a benchmark that was interrupted left behind.
void sweep(const fs::path& where) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(where, ignored)) {
        int process = 0;
        auto name = entry.path().filename().string();
        // Somebody else's process (EPERM) lives.
        if (std::sscanf(name.c_str(), "rapport_bench_%d_", &process) == 1 && ::kill(process, 0) != 0 &&
            errno == ESRCH)
            fs::remove_all(entry.path(), ignored);
    }
}

void execute(const std::string& database, const std::string& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> line(PQconnectdb(database.c_str()), PQfinish);
    std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(line.get(), ("SET client_min_messages = warning; " + sql).c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw Error{Code::unavailable,
                    "--database: the benchmark cannot make a schema of its own there; give it a database and "
                    "a user that may."};
}
}  // namespace

Scratch::Scratch(const fs::path& where, const std::string& database) : database_(database) {
    sweep(where);
    auto name = fresh_name();
    directory_ = where / name;
    fs::create_directories(directory_);
    if (database.empty()) return;
    execute(database, "CREATE SCHEMA " + name);
    schema_ = name;
}

Scratch::~Scratch() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
    if (schema_.empty()) return;
    try {
        execute(database_, "DROP SCHEMA " + schema_ + " CASCADE");
    } catch (const Error& error) {
        fmt::print(stderr, "rapport: the schema {} could not be removed: {}\n", schema_, error.text());
    }
}

server::Settings Scratch::settings() const {
    server::Settings s;
    s.data = directory_;
    s.listen = "127.0.0.1:0";
    s.serves = true;
    if (!schema_.empty())
        s.database = fmt::format("{}{}options=-csearch_path%3D{}", database_,
                                 database_.find('?') == database_.npos ? '?' : '&', schema_);
    return s;
}

Town town(server::Ground& ground) {
    if (ground.accounts.needs_setup())
        ground.accounts.set_up({"The town", "Mara Lindqvist", "mara@town.example", "let-them-have-bread"});
    auto workspace = ground.workspace("").id;
    auto mara = ground.accounts.members(workspace).front();
    store::Actor owner{
        .workspace = workspace, .member = mara.id, .key = {}, .name = mara.name, .role = store::Role::owner};
    auto channel = ground.store.change(
        owner, [](store::Change& change) { return store::import_channel(change, "town", "Town square"); });
    return {owner, channel};
}

Posts posts(std::int64_t size, Time now) {
    return Posts(seed + static_cast<std::uint64_t>(size), size, now);
}

void fill(server::Ground& ground, const Town& town, std::int64_t size) {
    courier::Intake intake(ground.store, ground.files);
    auto source = posts(size, ground.clock.now());
    for (;;) {
        channels::Batch batch;
        batch.items = source.next(piece);
        if (batch.items.empty()) break;
        intake.take(town.owner, town.channel, std::move(batch));
        ground.indexer->finish();
    }
}
}  // namespace bench
