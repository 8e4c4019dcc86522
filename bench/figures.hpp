#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"

// What a benchmark measured, and how it is told.
namespace bench {

// One thing at one size, measured several times, each time beside its control.
struct Figure {
    std::string name;
    std::int64_t size = 0;
    std::int64_t amount = 1;               // of units whose CPU-seconds are set against the size
    std::string unit;                      // of both, per CPU-second of the process that did the work
    std::vector<double> values, controls;  // one of each a run
    double memory_mb = 0;                  // resident, the most of all runs
    bool correct = true;                   // everything that was checked held, in every run
    json::object more = {};                // wall times and such, which say less on a busy machine
};

double median(std::vector<double> numbers);
// (largest - smallest) / median
double spread(const std::vector<double>& numbers);
// The e of cpu ~ size^e, by least squares over the logarithms; 0 when there are not two sizes.
double growth(const std::vector<std::pair<double, double>>& size_and_cpu);

// {"name","size","unit","value","control","ratio","memory_mb","correct","runs","spread",…}
json::object line(const Figure&);
// For each name measured at several sizes, the line whose value is the growth exponent of its CPU-seconds.
std::vector<json::object> growth_lines(const std::vector<Figure>&);
// As one line of JSON, numbers in their everyday spelling.
std::string written(const json::object& line);
// The same line for a person.
std::string readable(const json::object& line);

}  // namespace bench
