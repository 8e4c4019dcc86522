#include "bench/figures.hpp"

#include <cmath>
#include <map>
#include <set>

namespace bench {
namespace {
double shortened(double number) {
    return std::isfinite(number) ? std::stod(fmt::format("{:.4g}", number)) : 0;
}

double ratio(double value, double control) {
    return control > 0 ? value / control : 0;
}

json::object whole_line(std::string_view name, std::int64_t size, std::string_view unit, double value,
                        double control, double memory_mb, bool correct) {
    return {{"name", name},
            {"size", size},
            {"unit", unit},
            {"value", shortened(value)},
            {"control", shortened(control)},
            {"ratio", shortened(ratio(value, control))},
            {"memory_mb", shortened(memory_mb)},
            {"correct", correct}};
}

double seconds(const Figure& f, const std::vector<double>& rates) {
    return static_cast<double>(f.amount) / median(rates);
}

json::object growth_line(std::string_view name, const std::vector<const Figure*>& sizes) {
    std::vector<std::pair<double, double>> own, control;
    double memory = 0;
    bool correct = true;
    for (const auto* f : sizes) {
        auto size = static_cast<double>(f->size);
        own.emplace_back(size, seconds(*f, f->values));
        control.emplace_back(size, seconds(*f, f->controls));
        memory = std::max(memory, f->memory_mb);
        correct = correct && f->correct;
    }
    return whole_line(name, sizes.back()->size, "growth exponent", growth(own), growth(control), memory,
                      correct);
}
}  // namespace

double median(std::vector<double> numbers) {
    if (numbers.empty()) return 0;
    std::sort(numbers.begin(), numbers.end());
    auto middle = numbers.size() / 2;
    return numbers.size() % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
}

double spread(const std::vector<double>& numbers) {
    if (numbers.empty()) return 0;
    auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    return ratio(*most - *least, median(numbers));
}

double growth(const std::vector<std::pair<double, double>>& size_and_cpu) {
    double n = 0, x_sum = 0, y_sum = 0, xx_sum = 0, xy_sum = 0;
    for (auto [size, cpu] : size_and_cpu) {
        auto x = std::log(size), y = std::log(cpu);
        n += 1, x_sum += x, y_sum += y, xx_sum += x * x, xy_sum += x * y;
    }
    auto below = n * xx_sum - x_sum * x_sum;
    return below > 0 ? (n * xy_sum - x_sum * y_sum) / below : 0;
}

json::object line(const Figure& f) {
    auto out =
        whole_line(f.name, f.size, f.unit, median(f.values), median(f.controls), f.memory_mb, f.correct);
    out["runs"] = f.values.size();
    out["spread"] = shortened(spread(f.values));
    out["control_spread"] = shortened(spread(f.controls));
    for (const auto& [key, value] : f.more)
        out[key] = value.is_double() ? shortened(value.get_double()) : value;
    return out;
}

std::vector<json::object> growth_lines(const std::vector<Figure>& figures) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<const Figure*>> by_name;
    for (const auto& f : figures) {
        if (f.size == 0) continue;  // an empty house has no logarithm
        if (by_name[f.name].empty()) order.push_back(f.name);
        by_name[f.name].push_back(&f);
    }
    std::vector<json::object> out;
    for (const auto& name : order)
        if (by_name[name].size() > 1) out.push_back(growth_line(name, by_name[name]));
    return out;
}

std::string written(const json::object& line) {
    std::string out;
    for (const auto& [key, value] : line)
        out +=
            fmt::format("{}{}:{}", out.empty() ? "{" : ",", json::serialize(json::value(key)),
                        value.is_double() ? fmt::format("{}", value.get_double()) : json::serialize(value));
    return out + "}";
}

std::string readable(const json::object& line) {
    const auto text = [&](const char* key) { return std::string(line.at(key).get_string()); };
    const auto number = [&](const char* key) { return line.at(key).to_number<double>(); };
    auto out = fmt::format("{:<22} {:>9}  {:>10.6g} against {:>10.6g} {:<28} ratio {:<7.3g} {:>6.0f} MB  {}",
                           text("name"), line.at("size").to_number<std::int64_t>(), number("value"),
                           number("control"), text("unit"), number("ratio"), number("memory_mb"),
                           line.at("correct").get_bool() ? "correct" : "WRONG");
    static const std::set<std::string_view> told{"name",  "size",      "unit",    "value",
                                                 "ratio", "memory_mb", "correct", "control"};
    for (const auto& [key, value] : line)
        if (!told.contains(key))
            out += fmt::format(
                "  {} {}", std::string_view(key),
                value.is_double() ? fmt::format("{}", value.get_double()) : json::serialize(value));
    return out;
}
}  // namespace bench
