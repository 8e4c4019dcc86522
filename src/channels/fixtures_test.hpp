#pragma once
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/json.hpp"

// For tests only. A folder of fixtures holds what comes over the wire as NAME.EXTENSION, and in
// NAME.expected.json what we must make of it. With RAPPORT_WRITE_FIXTURES=1 in the environment a test writes
// down what it got instead.
namespace channels::fixtures {
namespace fs = std::filesystem;

inline std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Sorted.
inline std::vector<fs::path> wires(const fs::path& folder) {
    std::vector<fs::path> all;
    for (const auto& each : fs::directory_iterator(folder))
        if (!each.path().string().ends_with(".expected.json")) all.push_back(each.path());
    std::sort(all.begin(), all.end());
    return all;
}

inline void expect_as_written(const fs::path& wire, const json::value& got) {
    auto file = wire.parent_path() / (wire.stem().string() + ".expected.json");
    if (std::getenv("RAPPORT_WRITE_FIXTURES")) std::ofstream(file) << json::serialize(got) << '\n';
    auto expected = json::parse(contents(file));
    ASSERT_TRUE(expected) << file << " is missing or no JSON";
    EXPECT_EQ(*expected, got) << json::serialize(got);
}

}  // namespace channels::fixtures
