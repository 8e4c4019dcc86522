#include "courier/intake.hpp"

#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/raw.hpp"
#include "bench/scratch.hpp"

namespace bench {
namespace {
const std::vector<std::string> truth_tables{"identity",      "person",       "link",
                                            "standing_link", "conversation", "message",
                                            "participant",   "awaited",      "event"};
const std::vector<std::string> index_tables{"inbox_row", "identity_message", "identity_total", "person_row",
                                            "message_words"};

std::map<std::int64_t, std::int64_t> stored_sizes(server::Ground& ground) {
    return ground.store.read([](db::Tx& tx) {
        std::map<std::int64_t, std::int64_t> out;
        for (const auto& row :
             tx.query("SELECT messages, count(*) FROM (SELECT count(*) AS messages FROM message "
                      "GROUP BY conversation_id) AS sizes GROUP BY messages"))
            out[row.integer(0)] = row.integer(1);
        return out;
    });
}

std::int64_t count(db::Database& database, std::string_view table) {
    return database.read(
        [&](db::Tx& tx) { return tx.one(fmt::format("SELECT count(*) FROM {}", table))->integer(0); });
}

bool finds_the_needle(server::Ground& ground, const Town& town, const Posts& source) {
    auto hits = ground.store.index.read([&](db::Tx& tx) {
        return ground.search->newest(tx, town.owner.workspace, {{{Posts::needle}}, {}}, {}, 10);
    });
    return hits.size() == 1 && ground.store.read([&](db::Tx& tx) {
        return store::find_remote(tx, town.owner.workspace, town.channel, source.needle_post()) ==
               hits.front();
    });
}

// Everything went in, once, into the right conversations, and can be found.
bool correct(server::Ground& ground, const Town& town, const Posts& source, std::int64_t size) {
    courier::Intake intake(ground.store, ground.files);
    channels::Batch again;
    again.items = posts(size, ground.clock.now()).next(piece);
    auto repeated = static_cast<std::int64_t>(again.items.size());
    auto twice = intake.take(town.owner, town.channel, std::move(again));
    std::int64_t conversations = 0;
    for (auto [messages, times] : source.sizes()) conversations += times;
    return twice.added == 0 && twice.existing == repeated && count(*ground.truth, "message") == size &&
           stored_sizes(ground) == source.sizes() &&
           count(ground.store.index, "inbox_row") == conversations && finds_the_needle(ground, town, source);
}

double since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

json::object run_intake(const Scratch& scratch, std::int64_t size) {
    server::Ground ground(scratch.settings());
    auto place = town(ground);
    courier::Intake intake(ground.store, ground.files);
    auto source = posts(size, ground.clock.now());
    PostgresCpu there(scratch.database());
    auto cpu = [&] { return there.seconds() + own_cpu(); };
    Stopwatch taking(cpu), following(cpu);
    double wall_taking = 0, wall_following = 0;
    std::size_t unfollowed = 0;
    begin_peak();
    auto follow = [&] {
        auto began = std::chrono::steady_clock::now();
        following([&] { ground.indexer->finish(); });
        wall_following += since(began), unfollowed = 0;
    };
    for (auto items = source.next(piece); !items.empty(); items = source.next(piece)) {
        channels::Batch batch;
        unfollowed += items.size();
        batch.items = std::move(items);
        auto began = std::chrono::steady_clock::now();
        taking([&] { intake.take(place.owner, place.channel, std::move(batch), channels::Cursor{"next"}); });
        wall_taking += since(began);
        if (unfollowed >= followed) follow();
    }
    follow();
    auto memory = peak_mb();
    return {{"durable", taking.seconds()},
            {"searchable", taking.seconds() + following.seconds()},
            {"wall_durable", wall_taking},
            {"wall_searchable", wall_taking + wall_following},
            {"memory", memory},
            {"correct", correct(ground, place, source, size)}};
}

json::object run_raw(const Scratch& scratch) {
    auto file = [&](const char* name) { return scratch.directory() / name; };
    RawCost truth, index;
    if (scratch.database().empty()) {
        truth = raw_sqlite(file("rapport.db"), file("raw.db"), "FULL");
        index = raw_sqlite(file("index.db"), file("raw-index.db"), "NORMAL");
    } else {
        truth = raw_postgres(scratch.database(), scratch.schema(), truth_tables);
        index = raw_postgres(scratch.database(), scratch.schema(), index_tables);
    }
    return {{"durable", truth.cpu}, {"searchable", truth.cpu + index.cpu}, {"rows", truth.rows}};
}

double number(const json::object& from, const std::string& key) {
    return from.at(key).to_number<double>();
}

struct Runs {
    std::vector<json::object> own, raw;
};

Figure figure(const std::string& name, const std::string& key, std::int64_t size, const Runs& runs) {
    Figure f;
    f.name = name, f.size = f.amount = size, f.unit = "messages per CPU-second";
    std::vector<double> walls;
    for (std::size_t i = 0; i < runs.own.size(); ++i) {
        f.values.push_back(static_cast<double>(size) / number(runs.own[i], key));
        f.controls.push_back(static_cast<double>(size) / number(runs.raw[i], key));
        walls.push_back(static_cast<double>(size) / number(runs.own[i], "wall_" + key));
        f.memory_mb = std::max(f.memory_mb, number(runs.own[i], "memory"));
        f.correct = f.correct && runs.own[i].at("correct").get_bool();
    }
    f.more["messages_per_second"] = median(walls);
    return f;
}
}  // namespace

std::vector<Figure> intake(const Plan& plan) {
    std::vector<Figure> durable, searchable;
    for (auto size : plan.sizes) {
        Runs runs;
        for (int run = 1; run <= plan.runs; ++run) {
            plan.say(fmt::format("intake of {}: run {} of {}", size, run, plan.runs));
            Scratch scratch(plan.where, plan.database);
            runs.own.push_back(measure_apart([&] { return run_intake(scratch, size); }));
            runs.raw.push_back(measure_apart([&] { return run_raw(scratch); }));
        }
        durable.push_back(figure("intake", "durable", size, runs));
        searchable.push_back(figure("intake searchable", "searchable", size, runs));
    }
    durable.insert(durable.end(), searchable.begin(), searchable.end());
    return durable;
}
}  // namespace bench
