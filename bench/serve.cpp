#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/raw.hpp"
#include "bench/scratch.hpp"
#include "bench/visitors.hpp"
#include "bench/words.hpp"

namespace bench {
namespace {
constexpr std::size_t most_targets = 40;

// The control: a server like ours, beside it in its process, that hands out bytes it was given before.
class Shelf {
public:
    net::Response answer(const net::Request& request) {
        const std::lock_guard lock(mutex_);
        net::Response response;
        if (request.method == net::Method::post) {
            kept_[request.path] = request.body;
        } else {
            response.headers.set("Content-Type", "application/json");
            response.static_body = kept_[request.path];
        }
        return response;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::string> kept_;
};

std::vector<std::string> ids(db::Database& index, const char* sql, Id workspace) {
    return index.read([&](db::Tx& tx) {
        std::vector<std::string> out;
        for (const auto& row : tx.query(sql, workspace, static_cast<std::int64_t>(most_targets)))
            out.push_back(row.id(0).text());
        return out;
    });
}

json::array targets(const std::vector<std::string>& all, std::string_view before, std::string_view after) {
    json::array out;
    for (const auto& each : all) out.emplace_back(fmt::format("{}{}{}", before, each, after));
    return out;
}

// A key about in the middle of all that was said.
std::string middle(server::Ground& ground, Id workspace) {
    return ground.store.index.read([&](db::Tx& tx) {
        auto ends =
            tx.one("SELECT min(last_message_id), max(last_message_id) FROM inbox_row WHERE workspace_id = $1",
                   workspace);
        auto half = ends->integer(0) / 2 + ends->integer(1) / 2;
        return fmt::format("{}-{}", half, half);
    });
}

// What each screen asks for, by the name of its figure.
json::object screens(server::Ground& ground, Id workspace) {
    auto& index = ground.store.index;
    auto conversations = ids(index,
                             "SELECT conversation_id FROM inbox_row WHERE workspace_id = $1 AND messages > 2 "
                             "ORDER BY last_message_id DESC LIMIT $2",
                             workspace);
    auto people = ids(index,
                      "SELECT person_id FROM person_row WHERE workspace_id = $1 AND messages > 2 ORDER BY "
                      "last_message_id DESC LIMIT $2",
                      workspace);
    std::vector<std::string> words;
    for (std::int64_t n = 0; n < 20; ++n) words.push_back(word(0, 30 + n * n * 2));
    return {{"serve list", json::array{"/api/conversations?limit=50"}},
            {"serve deep list",
             json::array{"/api/conversations?view=all&limit=50&cursor=" + middle(ground, workspace)}},
            {"serve counts", json::array{"/api/conversations/counts"}},
            {"serve conversation", targets(conversations, "/api/conversations/", "/messages")},
            {"serve details", targets(conversations, "/api/conversations/", "")},
            {"serve search", targets(words, "/api/search?limit=20&q=", "")},
            {"serve frequent word", json::array{"/api/search?limit=20&q=" + word(0, 0)}},
            {"serve two letters", json::array{"/api/search?limit=20&q=re*"}},
            {"serve people", json::array{"/api/people?limit=50"}},
            {"serve person found", json::array{"/api/people?limit=50&q=" + word(0, 905)}},
            {"serve timeline", targets(people, "/api/people/", "/timeline?limit=50")}};
}

void live(Line& line, const server::Settings& settings) {
    server::Ground ground(settings);
    auto place = town(ground);
    store::Sessions sessions(ground.means);
    auto cookie = "rapport_session=" + sessions.begin(place.owner.member, "bench");
    server::House house(ground, settings);
    Shelf shelf;
    net::ServerOptions like_ours;
    like_ours.workers = settings.workers, like_ours.max_body = 256u << 20;
    auto control = net::Server::start(like_ours, [&](const net::Request& r) { return shelf.answer(r); });
    line.send(json::object{{"port", house.port()},
                           {"control", control->port()},
                           {"cookie", cookie},
                           {"screens", screens(ground, place.owner.workspace)}});
    line.wait_for_end();
}

struct Measured {
    double value = 0, control = 0;
    Visited own;
    bool correct = true;
    std::size_t bytes = 0;
};

// Looks at an answer: what must be in it for the screen to be right.
bool sound(const std::string& name, const Answer& answer) {
    auto parsed = json::parse(answer.body);
    if (answer.status != 200 || !parsed) return false;
    if (name == "serve counts") return json::integer(*parsed, "all") > 0;
    if (name == "serve details") return !json::text(*parsed, "id").empty();
    if (name == "serve search")
        return parsed->as_object().contains("messages");  // a rare word may be nowhere
    auto word = name == "serve frequent word" || name == "serve two letters";
    return !json::list(*parsed, word ? "messages" : "items").empty();
}

class Measuring {
public:
    Measuring(const Plan& plan, Apart& server) : plan_(plan), server_(server), is_(server.line().receive()) {}

    const json::object& screens() const { return is_.at("screens").as_object(); }
    Measured measure(const std::string& name) const {
        Measured m;
        Visit own{
            port("port"), std::string(is_.at("cookie").as_string()), {}, plan_.connections, plan_.seconds};
        for (const auto& each : screens().at(name).as_array()) own.targets.emplace_back(each.as_string());
        auto control = own;
        control.port = port("control"), control.cookie.clear();
        for (std::size_t n = 0; n < own.targets.size(); ++n) {
            auto answer = ask(own.port, own.cookie, own.targets[n]);
            control.targets[n] = "/" + std::to_string(n);
            m.correct = m.correct && sound(name, answer) &&
                        tell(control.port, control.targets[n], answer.body).status == 200 &&
                        ask(control.port, "", control.targets[n]).body == answer.body;
            m.bytes += answer.body.size() / own.targets.size();
        }
        m.value = rate(own, m.own, m.correct);
        Visited ignored;
        m.control = rate(control, ignored, m.correct);
        return m;
    }

private:
    std::uint16_t port(const char* which) const { return is_.at(which).to_number<std::uint16_t>(); }
    double rate(const Visit& visits, Visited& seen, bool& correct) const {
        Stopwatch cpu([&] { return cpu_of(server_.process()) + there_.seconds(); });
        cpu([&] { seen = visit(visits); });
        correct = correct && seen.refused == 0 && seen.answered > 0;
        return static_cast<double>(seen.answered) / cpu.seconds();
    }

    const Plan& plan_;
    Apart& server_;
    json::object is_;
    PostgresCpu there_{plan_.database};
};

void add(Figure& f, const Measured& m, double memory) {
    f.unit = "requests per CPU-second";
    f.values.push_back(m.value), f.controls.push_back(m.control);
    f.memory_mb = std::max(f.memory_mb, memory), f.correct = f.correct && m.correct;
    f.more["bytes"] = m.bytes;
    f.more["p50_ms"] = m.own.p50_ms, f.more["p95_ms"] = m.own.p95_ms;
    f.more["p99_ms"] = m.own.p99_ms, f.more["worst_ms"] = m.own.worst_ms;
}
}  // namespace

std::vector<Figure> serve(const Plan& plan) {
    std::vector<Figure> figures;
    for (auto size : plan.sizes) {
        plan.say(fmt::format("serve at {}: filling the database", size));
        Scratch scratch(plan.where, plan.database);
        auto settings = scratch.settings();
        measure_apart([&] {
            server::Ground ground(settings);
            fill(ground, town(ground), size);
            return json::object{};
        });
        auto first = figures.size();
        for (int run = 1; run <= plan.runs; ++run) {
            plan.say(fmt::format("serve at {}: run {} of {}", size, run, plan.runs));
            Apart server([&](Line& line) { live(line, settings); });
            Measuring measuring(plan, server);
            if (run == 1)
                for (const auto& [name, targets] : measuring.screens())
                    figures.push_back({.name = name, .size = size, .unit = {}, .values = {}, .controls = {}});
            for (auto at = first; at < figures.size(); ++at) {
                auto measured = measuring.measure(figures[at].name);
                add(figures[at], measured, resident_mb(server.process()));
            }
        }
    }
    return figures;
}
}  // namespace bench
