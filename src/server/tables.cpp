#include <iostream>

#include "api/metrics.hpp"
#include "api/networks.hpp"
#include "api/openapi.hpp"
#include "server/settings.hpp"

// Prints the tables that docs and the TypeScript client are generated from (tools/generate), as one JSON
// object.
namespace {
json::array settings() {
    json::array all;
    for (const auto& row : server::setting_rows())
        all.push_back(json::object{
            {"flag", row.flag}, {"variable", row.variable}, {"fallback", row.fallback}, {"help", row.help}});
    return all;
}

json::array metrics() {
    json::array all;
    for (const auto& row : api::metric_rows())
        all.push_back(json::object{{"name", row.name}, {"kind", row.kind}, {"help", row.help}});
    return all;
}

json::array networks() {
    json::array all;
    for (const auto* network : channels::networks()) all.push_back(api::show(*network));
    return all;
}
}  // namespace

int main() {
    std::cout << json::serialize(json::object{{"openapi", api::openapi()},
                                              {"settings", settings()},
                                              {"metrics", metrics()},
                                              {"networks", networks()}})
              << '\n';
}
