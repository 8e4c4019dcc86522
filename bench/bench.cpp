#include <charconv>
#include <iostream>
#include <unistd.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "bench/benchmark.hpp"
#include "server/commands.hpp"

namespace bench {
namespace {
constexpr Benchmark all[] = {
    {"intake",
     "posts through the intake into the database and the index; control: raw inserts of the same rows",
     intake},
    {"serve", "requests for the screens; control: a static file of the same bytes", serve},
    {"search", "words, frequent and rare; control: reading as many rows by their keys", search},
    {"decode", "mails and feeds; control: the SHA-256 of the same bytes", decode},
    {"match",
     "saved queries against posts; controls: parting the posts into words, and Hyperscan on the literals",
     match},
    {"start", "rapport serve until it is ready, and idle memory; control: rapport version", start},
};

std::vector<const Benchmark*> chosen(const std::vector<std::string>& names) {
    std::vector<const Benchmark*> out;
    for (const auto& name : names) {
        for (const auto& each : all)
            if (name == "all" || each.name == name) out.push_back(&each);
    }
    return out;
}

// "10k" is 10,000, "1m" a million.
std::int64_t size_of(std::string_view text) {
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit(end, text.data() + text.size());
    std::int64_t factor = unit == "k" ? 1'000 : unit == "m" ? 1'000'000 : 1;
    if (error != std::errc{} || (factor == 1 && !unit.empty()) || number < 1 || number > 100'000'000 / factor)
        throw Error{Code::bad_request, fmt::format("--sizes {}: write them as 10k,100k,1m.", text)}.at(
            "--sizes");
    return number * factor;
}

void say(const std::string& what) {
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r\x1b[K{}{}", what, what.empty() ? "" : " …");
}

Plan plan(const server::BenchCommand& command) {
    Plan p;
    p.runs = command.runs, p.connections = command.connections, p.seconds = command.seconds;
    p.database = command.database, p.posts = command.posts;
    p.where =
        command.data.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(command.data);
    p.say = say;
    if (!command.sizes.empty()) p.sizes.clear();
    for (const auto& text : server::words(command.sizes)) p.sizes.push_back(size_of(text));
    std::sort(p.sizes.begin(), p.sizes.end());
    return p;
}

void tell(const json::object& line, bool as_json) {
    say("");
    std::cout << (as_json ? written(line) : readable(line)) << std::endl;
}
}  // namespace
}  // namespace bench

namespace server {
std::string bench_names() {
    std::string out;
    for (const auto& each : bench::all) out += fmt::format("  {:<8} {}\n", each.name, each.help);
    return out;
}

bool is_bench_name(const std::string& name) {
    return !bench::chosen({name}).empty();
}

int bench(const BenchCommand& command) {
    logging::threshold(logging::Level::warning);
    auto plan = bench::plan(command);
    bool correct = true;
    for (const auto* each : bench::chosen(command.names)) {
        auto figures = each->run(plan);
        for (const auto& figure : figures) bench::tell(bench::line(figure), command.json);
        for (const auto& line : bench::growth_lines(figures)) bench::tell(line, command.json);
        for (const auto& figure : figures) correct = correct && figure.correct;
    }
    return correct ? 0 : 1;
}
}  // namespace server
