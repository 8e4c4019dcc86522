#include "channels/chat/hours.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include "base/error.hpp"

namespace channels::chat {
namespace {
constexpr int day_minutes = 24 * 60;
constexpr std::size_t most_spans = 50;

[[noreturn]] void wrong(std::string_view piece) {
    throw Error{Code::bad_request,
                fmt::format("“{}” is no opening time. Write them like Mo-Fr 9:00-18:00, Sa 9-13.", piece)}
        .at("hours");
}

std::string lower_with_plain_dashes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool dash = text.substr(at, 3) == "–" || text.substr(at, 3) == "—";
        char c = text[at];
        out += dash ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '\n' ? ';' : c;
        if (dash) at += 2;
    }
    return out;
}

class Reading {
public:
    explicit Reading(std::string_view piece) : piece_(piece), rest_(piece) {}

    void spaces() {
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
    }
    bool take(char c) {
        spaces();
        bool is = rest_.starts_with(c);
        if (is) rest_.remove_prefix(1);
        return is;
    }
    bool at_letter() {
        spaces();
        return !rest_.empty() && rest_[0] >= 'a' && rest_[0] <= 'z';
    }
    bool done() {
        spaces();
        return rest_.empty();
    }

    int day() {
        static constexpr std::array<std::string_view, 7> names{"mo", "tu", "we", "th", "fr", "sa", "su"};
        auto found = std::find(names.begin(), names.end(), rest_.substr(0, 2));
        if (found == names.end()) wrong(piece_);
        while (at_letter_here()) rest_.remove_prefix(1);
        return static_cast<int>(found - names.begin());
    }
    int minutes() {
        spaces();
        int hour = number(), minute = rest_.starts_with(':') ? (rest_.remove_prefix(1), number()) : 0;
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) wrong(piece_);
        return hour * 60 + minute;
    }

private:
    bool at_letter_here() const { return !rest_.empty() && rest_[0] >= 'a' && rest_[0] <= 'z'; }
    int number() {
        int value = 0, digits = 0;
        for (; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9' && digits < 3; ++digits) {
            value = value * 10 + (rest_[0] - '0');
            rest_.remove_prefix(1);
        }
        if (digits == 0 || digits > 2) wrong(piece_);
        return value;
    }

    std::string_view piece_, rest_;
};

// The days of one piece; those of the piece before when it names none.
std::vector<int> days(Reading& in, std::vector<int> before, std::string_view piece) {
    if (!in.at_letter()) return before.empty() ? std::vector{0, 1, 2, 3, 4, 5, 6} : before;
    int first = in.day(), last = in.take('-') ? (in.spaces(), in.at_letter() ? in.day() : -1) : first;
    if (last < 0) wrong(piece);
    std::vector<int> all{first};
    for (int day = first; day != last;) all.push_back(day = (day + 1) % 7);
    return all;
}

void read_piece(std::string_view piece, std::vector<int>& of, std::vector<Hours::Span>& spans) {
    Reading in(piece);
    of = days(in, std::move(of), piece);
    int begin = in.minutes();
    if (!in.take('-')) wrong(piece);
    int end = in.minutes();
    if (!in.done() || begin == day_minutes || begin == end) wrong(piece);
    if (end < begin) end += day_minutes;
    for (int day : of) spans.push_back({day, begin, end});
    if (spans.size() > most_spans) wrong(piece);
}

std::unique_ptr<icu::TimeZone> time_zone(std::string_view name) {
    auto id = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    if (!zone || *zone == icu::TimeZone::getUnknown())
        throw Error{
            Code::bad_request,
            fmt::format("There is no time zone “{}”. Write a name like Europe/Paris or America/Lima.", name)}
            .at("zone");
    return zone;
}

struct Stretch {
    Time begin, end;
};

// The stretches of this week and a day on either side, in order, those that touch made one.
std::vector<Stretch> stretches(const Hours& hours, Time now) {
    UErrorCode status = U_ZERO_ERROR;
    icu::GregorianCalendar calendar(*time_zone(hours.zone), status);
    calendar.setTime(static_cast<UDate>(now.ms), status);
    int year = calendar.get(UCAL_YEAR, status), month = calendar.get(UCAL_MONTH, status),
        date = calendar.get(UCAL_DATE, status);
    int today = (calendar.get(UCAL_DAY_OF_WEEK, status) + 5) % 7;
    auto at = [&](int day, int minutes) {
        calendar.clear();
        calendar.set(year, month, date + day + minutes / day_minutes, minutes % day_minutes / 60,
                     minutes % 60);
        return Time{static_cast<std::int64_t>(calendar.getTime(status))};
    };
    std::vector<Stretch> all;
    for (int day = -1; day <= 8; ++day)
        for (const auto& span : hours.spans)
            if (span.day == (today + day + 7) % 7) all.push_back({at(day, span.begin), at(day, span.end)});
    std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.begin < b.begin; });
    std::vector<Stretch> joined;
    for (const auto& each : all)
        if (!joined.empty() && each.begin <= joined.back().end)
            joined.back().end = std::max(joined.back().end, each.end);
        else
            joined.push_back(each);
    return joined;
}
}  // namespace

Hours Hours::read(std::string_view text, std::string_view zone) {
    Hours made;
    if (!zone.empty()) made.zone = std::string(zone);
    time_zone(made.zone);
    auto plain = lower_with_plain_dashes(text);
    std::vector<int> of;
    for (std::size_t at = 0; at <= plain.size();) {
        auto end = std::min(plain.find_first_of(",;", at), plain.size());
        auto piece = std::string_view(plain).substr(at, end - at);
        if (piece.find_first_not_of(" \t\r") != piece.npos) read_piece(piece, of, made.spans);
        at = end + 1;
    }
    return made;
}

Opening opening(const Hours& hours, Time now) {
    if (hours.spans.empty()) return {};
    for (const auto& each : stretches(hours, now)) {
        if (now < each.begin) return {.open = false, .opens = each.begin};
        if (now < each.end) return {.open = true, .closes = each.end};
    }
    return {.open = false};
}
}  // namespace channels::chat
