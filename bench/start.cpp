#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/scratch.hpp"
#include "bench/visitors.hpp"

namespace bench {
namespace {
using Steady = std::chrono::steady_clock;

double ms_since(Steady::time_point began) {
    return std::chrono::duration<double, std::milli>(Steady::now() - began).count();
}

// Another copy of this program, whose first words on standard output can be read.
class Program {
public:
    explicit Program(std::vector<std::string> arguments) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0 || (process_ = ::fork()) < 0)
            throw Error{Code::unavailable, "The benchmark could not start the program."};
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            std::vector<char*> words;
            for (auto& each : arguments) words.push_back(each.data());
            words.push_back(nullptr);
            ::execv("/proc/self/exe", words.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ends[0];
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        ::close(output_);
    }

    std::string first_line() {
        std::string out;
        for (char c = 0; ::read(output_, &c, 1) == 1 && c != '\n';) out += c;
        return out;
    }
    // Its CPU-seconds, once it has ended by itself.
    double whole_cpu() {
        siginfo_t ended{};
        ::waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOWAIT);
        return cpu_of(process_);
    }
    pid_t process() const { return process_; }

private:
    pid_t process_ = 0;
    int output_ = 0;
};

struct Started {
    double cpu = 0, ready_ms = 0, idle_mb = 0;
    bool correct = false;
};

std::vector<std::string> serve_command(const server::Settings& s) {
    std::vector<std::string> out{"rapport",  "serve",  "--data",      s.data.string(),
                                 "--listen", s.listen, "--log-level", "error"};
    if (!s.database.empty()) out.insert(out.end(), {"--database", s.database});
    return out;
}

Started start_once(const server::Settings& settings) {
    auto began = Steady::now();
    Program server(serve_command(settings));
    auto told = server.first_line();
    auto colon = told.rfind(':');
    if (colon == told.npos) throw Error{Code::unavailable, "rapport serve did not say where it is."};
    auto port = static_cast<std::uint16_t>(std::atoi(told.c_str() + colon + 1));
    Started s;
    s.correct = ask(port, "", "/readyz").status == 200;
    s.ready_ms = ms_since(began), s.cpu = cpu_of(server.process());
    s.correct = s.correct && ask(port, "", "/api/setup").status != 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    s.idle_mb = resident_mb(server.process());
    return s;
}

// What it costs to load and end this program at all.
double nothing_at_all() {
    Program program({"rapport", "version"});
    program.first_line();
    return program.whole_cpu();
}
}  // namespace

std::vector<Figure> start(const Plan& plan) {
    std::vector<Figure> figures;
    auto sizes = plan.sizes;
    sizes.insert(sizes.begin(), 0);
    for (auto size : sizes) {
        Scratch scratch(plan.where, plan.database);
        auto settings = scratch.settings();
        plan.say(fmt::format("start with {} messages: filling the database", size));
        measure_apart([&] {
            server::Ground ground(settings);
            if (size > 0) fill(ground, town(ground), size);
            return json::object{};
        });
        Figure f{
            .name = "start", .size = size, .unit = "starts per CPU-second", .values = {}, .controls = {}};
        std::vector<double> ready;
        for (int run = 0; run < plan.runs; ++run) {
            auto started = start_once(settings);
            ready.push_back(started.ready_ms);
            f.values.push_back(1 / started.cpu), f.controls.push_back(1 / nothing_at_all());
            f.memory_mb = std::max(f.memory_mb, started.idle_mb), f.correct = f.correct && started.correct;
        }
        f.more["ready_ms"] = median(ready);
        figures.push_back(std::move(f));
    }
    return figures;
}
}  // namespace bench
