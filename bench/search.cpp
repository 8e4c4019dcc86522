#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/raw.hpp"
#include "bench/scratch.hpp"
#include "bench/words.hpp"
#include "store/messages.hpp"

namespace bench {
namespace {
constexpr std::size_t page = 50;

struct Kind {
    const char* name;
    std::vector<std::string> words;
};

std::vector<Kind> kinds() {
    std::vector<std::string> middling, rare;
    for (std::int64_t n = 0; n < 20; ++n) {
        middling.push_back(word(0, 200 + n));
        rare.push_back(word(0, 20'000 + n * 17));
    }
    return {{"search frequent", {word(0, 0), word(0, 1), word(0, 2)}},
            {"search middling", middling},
            {"search rare", rare},
            {"search prefix", {"re*", "no*", "ta*"}}};
}

// Keys of the newest messages: what a search would cost if the answer were known before.
std::vector<Id> newest(db::Tx& tx, Id workspace, std::size_t limit) {
    std::vector<Id> out;
    for (const auto& row :
         tx.query("SELECT id FROM message WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2", workspace,
                  static_cast<std::int64_t>(limit)))
        out.push_back(row.id(0));
    return out;
}

class Searching {
public:
    Searching(server::Ground& ground, const Town& place, const Plan& plan)
        : ground_(ground), workspace_(place.owner.workspace), plan_(plan), there_(plan.database) {}

    json::object measure(const Kind& kind) {
        json::object out{{"name", kind.name}};
        double worst = 0;
        std::size_t n = 0;
        out["value"] = rate([&] {
            auto began = std::chrono::steady_clock::now();
            auto hits = find(kind.words[n++ % kind.words.size()]);
            std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
            worst = std::max(worst, took.count());
            return hits.size();
        });
        const auto found = find(kind.words.front()).size();
        out["control"] = rate([&] {
            return ground_.store.read([&](db::Tx& tx) { return newest(tx, workspace_, found).size(); });
        });
        out["worst_ms"] = worst;
        out["correct"] = std::all_of(kind.words.begin(), kind.words.end(), [&](auto& w) { return right(w); });
        return out;
    }

private:
    std::vector<Id> find(const std::string& word) {
        return ground_.store.index.read([&](db::Tx& tx) {
            return ground_.search->newest(tx, workspace_, {{{word}}, {}}, {}, page);
        });
    }
    // Newest first, and the word stands in every one of them.
    bool right(const std::string& word) {
        auto hits = find(word);
        auto plain = word.ends_with('*') ? word.substr(0, word.size() - 1) : word;
        return std::is_sorted(hits.rbegin(), hits.rend()) && ground_.store.read([&](db::Tx& tx) {
            return std::all_of(hits.begin(), hits.end(), [&](Id id) {
                auto m = store::message(tx, workspace_, id);
                return m && m->text.find(plain) != m->text.npos;
            });
        });
    }
    template <class F>
    double rate(F&& once) {
        Stopwatch cpu([&] { return there_.seconds() + own_cpu(); });
        std::int64_t times = 0;
        cpu([&] {
            auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(plan_.seconds / 4);
            for (; std::chrono::steady_clock::now() < end; ++times) once();
        });
        return static_cast<double>(times) / cpu.seconds();
    }

    server::Ground& ground_;
    const Id workspace_;
    const Plan& plan_;
    PostgresCpu there_;
};

void add(std::vector<Figure>& figures, std::int64_t size, const json::object& run) {
    for (const auto& each : run.at("kinds").as_array()) {
        auto name = json::text(each, "name");
        auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](auto& f) { return f.name == name && f.size == size; });
        if (found == figures.end())
            found = figures.insert(figures.end(), Figure{.name = name,
                                                         .size = size,
                                                         .unit = "searches per CPU-second",
                                                         .values = {},
                                                         .controls = {}});
        found->values.push_back(each.at("value").to_number<double>());
        found->controls.push_back(each.at("control").to_number<double>());
        found->memory_mb = std::max(found->memory_mb, run.at("memory").to_number<double>());
        found->correct = found->correct && each.at("correct").get_bool();
        found->more["worst_ms"] = each.at("worst_ms");
    }
}
}  // namespace

std::vector<Figure> search(const Plan& plan) {
    std::vector<Figure> figures;
    for (auto size : plan.sizes) {
        plan.say(fmt::format("search at {}: filling the database", size));
        Scratch scratch(plan.where, plan.database);
        measure_apart([&] {
            server::Ground ground(scratch.settings());
            fill(ground, town(ground), size);
            return json::object{};
        });
        for (int run = 1; run <= plan.runs; ++run) {
            plan.say(fmt::format("search at {}: run {} of {}", size, run, plan.runs));
            add(figures, size, measure_apart([&] {
                    server::Ground ground(scratch.settings());
                    Searching searching(ground, town(ground), plan);
                    json::array out;
                    for (const auto& kind : kinds()) out.push_back(searching.measure(kind));
                    return json::object{{"kinds", out}, {"memory", resident_mb(::getpid())}};
                }));
        }
    }
    return figures;
}
}  // namespace bench
