#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/figures.hpp"

namespace bench {

struct Plan {
    std::vector<std::int64_t> sizes{10'000, 100'000, 1'000'000};
    int runs = 5;
    int connections = 8;
    double seconds = 1;  // how long each request of `serve` is repeated
    std::filesystem::path where;
    std::string posts;                            // a file to take posts from; empty: invented ones
    std::string database;                         // postgres:// URL; empty: SQLite
    std::function<void(const std::string&)> say;  // what is being done now
};

// One line here and one in bench.cpp: that is how a benchmark gets its name.
struct Benchmark {
    std::string_view name, help;
    std::vector<Figure> (*run)(const Plan&);
};

std::vector<Figure> intake(const Plan&);
std::vector<Figure> serve(const Plan&);
std::vector<Figure> start(const Plan&);
std::vector<Figure> search(const Plan&);
std::vector<Figure> decode(const Plan&);
std::vector<Figure> match(const Plan&);

}  // namespace bench
