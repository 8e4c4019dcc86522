#pragma once
#include <string_view>
#include <vector>

namespace api {

// What /metrics tells, for the docs.
struct MetricRow {
    std::string_view name, kind, help;
};
std::vector<MetricRow> metric_rows();

}  // namespace api
