#include "bench/figures.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace bench {
namespace {
TEST(Figures, take_the_median_and_the_spread_around_it) {
    EXPECT_DOUBLE_EQ(median({3, 1, 2}), 2);
    EXPECT_DOUBLE_EQ(median({4, 1, 2, 3}), 2.5);
    EXPECT_DOUBLE_EQ(spread({8, 10, 12}), 0.4);
}

TEST(Figures, fit_the_exponent_of_growth) {
    std::vector<std::pair<double, double>> even, square;
    for (double size : {1e4, 1e5, 1e6})
        even.emplace_back(size, size * 3e-5), square.emplace_back(size, size * size);
    EXPECT_NEAR(growth(even), 1, 1e-9);
    EXPECT_NEAR(growth(square), 2, 1e-9);
    EXPECT_EQ(growth({{1e4, 1}}), 0);
}

Figure intake_of(std::int64_t size, double rate) {
    Figure f;
    f.name = "intake", f.size = f.amount = size, f.unit = "messages per CPU-second";
    f.values = {rate, rate * 1.1, rate * 0.9}, f.controls = {rate * 4, rate * 4, rate * 4};
    return f;
}

TEST(Figures, are_told_with_their_control_and_ratio) {
    auto told = line(intake_of(10'000, 20'000));
    EXPECT_EQ(told.at("value").to_number<double>(), 20'000);
    EXPECT_EQ(told.at("control").to_number<double>(), 80'000);
    EXPECT_EQ(told.at("ratio").to_number<double>(), 0.25);
    EXPECT_EQ(told.at("runs").to_number<int>(), 3);
    EXPECT_NEAR(told.at("spread").to_number<double>(), 0.2, 1e-9);
    EXPECT_TRUE(told.at("correct").get_bool());
}

TEST(Figures, end_with_the_growth_when_there_are_several_sizes) {
    auto wrong = intake_of(1'000'000, 10'000);
    wrong.correct = false;
    auto lines = growth_lines({intake_of(10'000, 20'000), wrong});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines.front().at("unit"), "growth exponent");
    EXPECT_NEAR(lines.front().at("value").to_number<double>(), 1 + std::log10(2) / 2, 1e-3);
    EXPECT_FALSE(lines.front().at("correct").get_bool());
    EXPECT_TRUE(growth_lines({intake_of(10'000, 20'000)}).empty());
}
}  // namespace
}  // namespace bench
