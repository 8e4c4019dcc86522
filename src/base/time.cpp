#include "base/time.hpp"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace {
using namespace std::chrono;

// Reads digits of a fixed width and moves past them.
bool number(std::string_view& text, std::size_t width, int& value) {
    if (text.size() < width) return false;
    auto [end, error] = std::from_chars(text.data(), text.data() + width, value);
    if (error != std::errc{} || end != text.data() + width || text[0] == '-') return false;
    text.remove_prefix(width);
    return true;
}

bool skip(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text[0]) == any_of.npos) return false;
    text.remove_prefix(1);
    return true;
}

// Decimals of a second as milliseconds; what follows the third digit is dropped.
int decimals(std::string_view& text) {
    int value = 0, scale = 100;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), scale /= 10)
        value += (text[0] - '0') * scale;
    return value;
}

std::optional<minutes> zone(std::string_view text) {
    if (text == "Z" || text == "z") return minutes{0};
    bool west = text.starts_with('-');
    int hour = 0, minute = 0;
    if (!skip(text, "+-") || !number(text, 2, hour)) return std::nullopt;
    skip(text, ":");
    if (!number(text, 2, minute) || !text.empty() || hour > 23 || minute > 59) return std::nullopt;
    auto offset = hours{hour} + minutes{minute};
    return west ? -offset : offset;
}
}  // namespace

std::optional<Time> Time::parse(std::string_view text) {
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0;
    if (!number(text, 4, y) || !skip(text, "-") || !number(text, 2, mo) || !skip(text, "-") ||
        !number(text, 2, d) || !skip(text, "Tt ") || !number(text, 2, h) || !skip(text, ":") ||
        !number(text, 2, mi))
        return std::nullopt;
    if (skip(text, ":") && !number(text, 2, s)) return std::nullopt;
    if (skip(text, ".,")) ms = decimals(text);
    auto offset = zone(text);
    auto date = year{y} / month{static_cast<unsigned>(mo)} / day{static_cast<unsigned>(d)};
    if (!offset || !date.ok() || h > 23 || mi > 59 || s > 60) return std::nullopt;
    auto at = sys_days{date} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms} - *offset;
    return Time{at.time_since_epoch().count()};
}

std::string Time::rfc3339() const {
    auto at = sys_time<milliseconds>{milliseconds{ms}};
    auto midnight = floor<days>(at);
    year_month_day date{midnight};
    hh_mm_ss time{at - midnight};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

Time SystemClock::now() const {
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}
