#include "channels/dates.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "text/fold.hpp"

namespace channels {
namespace {
using namespace std::chrono;

// A run of digits, a run of letters, or one other character that is not white space.
struct Token {
    char kind;  // '0' digits, 'a' letters, else the character itself
    std::string_view text;
    std::int64_t value = 0;  // of at most 17 digits
    bool digits(std::size_t count) const { return kind == '0' && text.size() == count; }
};
using Tokens = std::vector<Token>;

char kind_of(char c) {
    if (c >= '0' && c <= '9') return '0';
    bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    return letter ? 'a' : c;
}

Token take(std::string_view& text) {
    std::size_t length = 1;
    char kind = kind_of(text[0]);
    while ((kind == '0' || kind == 'a') && length < text.size() && kind_of(text[length]) == kind) ++length;
    Token token{kind, text.substr(0, length)};
    if (kind == '0' && length <= 17) std::from_chars(text.data(), text.data() + length, token.value);
    text.remove_prefix(length);
    return token;
}

Tokens tokens_of(std::string_view folded) {
    Tokens tokens;
    while (!folded.empty() && tokens.size() < 40) {
        if (folded[0] > ' ' || folded[0] < 0)
            tokens.push_back(take(folded));
        else
            folded.remove_prefix(1);
    }
    return tokens;
}

// Beginnings of month names, folded; longer ones first where one begins the other.
constexpr std::string_view month_names[12] = {
    "jan ene gen ιαν янв sty oca led qan",
    "feb fev fevr φεβ фев lut sub",
    "mar mrt maer μαρ мар brez",
    "apr abr avr απρ апр kwi nis",
    "may mai mei mag maj μαι мая май",
    "jun juin giu ιουν июн cze haz",
    "jul juil lug ιουλ июл lip tem",
    "aug ago aou αυγ авг sie",
    "sep set sze σεπ сен wrz eyl",
    "oct okt ott out οκτ окт paz eki",
    "nov noe νοε ноя lis kas",
    "dec dez dic des δεκ дек gru ara",
};

// 1 … 12, or 0 for a word that begins like no month.
int month_of(std::string_view word) {
    for (int month = 1; month <= 12; ++month) {
        auto names = month_names[month - 1];
        for (std::size_t begin = 0; begin < names.size();) {
            auto end = std::min(names.find(' ', begin), names.size());
            if (word.starts_with(names.substr(begin, end - begin))) return month;
            begin = end + 1;
        }
    }
    return 0;
}

// Minutes east of Greenwich. Single letters other than Z meant the opposite of what RFC 822 said, so
// RFC 2822 takes them all for UTC.
std::optional<int> zone_of(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, int>, 44> zones{{
        {"z", 0},       {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"west", 60},
        {"bst", 60},    {"cet", 60},   {"met", 60},   {"mez", 60},   {"cest", 120}, {"mest", 120},
        {"mesz", 120},  {"eet", 120},  {"eest", 180}, {"sast", 120}, {"msk", 180},  {"trt", 180},
        {"gst", 240},   {"pkt", 300},  {"ist", 330},  {"ict", 420},  {"wib", 420},  {"hkt", 480},
        {"sgt", 480},   {"awst", 480}, {"jst", 540},  {"kst", 540},  {"acst", 570}, {"aest", 600},
        {"aedt", 660},  {"nzst", 720}, {"nzdt", 780}, {"edt", -240}, {"ast", -240}, {"est", -300},
        {"cdt", -300},  {"cst", -360}, {"mdt", -360}, {"mst", -420}, {"pdt", -420}, {"pst", -480},
        {"akst", -540}, {"hst", -600},
    }};
    for (auto [name, offset] : zones)
        if (word == name) return offset;
    return word.size() == 1 && word[0] != 't' ? std::optional(0) : std::nullopt;
}

struct Parts {
    int year = 0, month = 1, day = 1, day_of_year = 0;
    int hour = 0, minute = 0, second = 0, milli = 0, offset = 0;
};

std::optional<Time> assemble(const Parts& p) {
    bool midnight_after = p.hour == 24 && p.minute == 0 && p.second == 0;
    if ((p.hour > 23 && !midnight_after) || p.minute > 59 || p.second > 60) return std::nullopt;
    year_month_day date{year{p.year}, month{static_cast<unsigned>(p.month)},
                        day{static_cast<unsigned>(p.day)}};
    if (!date.ok() || p.year < 1 || p.year > 9999) return std::nullopt;
    sys_days at{date};
    if (p.day_of_year > 0) at += days{p.day_of_year - 1};
    auto time = at + hours{p.hour} + minutes{p.minute - p.offset} + seconds{p.second};
    return Time{duration_cast<milliseconds>(time.time_since_epoch()).count() + p.milli};
}

int thousandths(std::string_view digits) {
    int value = 0;
    for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    return value;
}

class Reader {
public:
    explicit Reader(Tokens tokens) : tokens_(std::move(tokens)) {}

    std::optional<Time> time() {
        std::size_t at = clock_begin();
        if (at < tokens_.size()) {
            auto end = read_clock(at);
            end = read_half(end);
            end = read_zone(end);
            tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                          tokens_.begin() + static_cast<std::ptrdiff_t>(end));
        }
        return read_day() ? assemble(parts_) : std::nullopt;
    }

private:
    bool is(std::size_t at, char kind) const { return at < tokens_.size() && tokens_[at].kind == kind; }
    int number(std::size_t at) const {
        return static_cast<int>(std::min<std::int64_t>(tokens_[at].value, 99999999));
    }

    // "10:14", or the digits after the T of a compact ISO 8601 time.
    std::size_t clock_begin() const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (is(i, '0') && is(i + 1, ':') && is(i + 2, '0')) return i;
            bool compact = is(i, '0') && i >= 2 && tokens_[i - 1].text == "t" && is(i - 2, '0');
            if (compact && (tokens_[i].digits(2) || tokens_[i].digits(4) || tokens_[i].digits(6))) return i;
        }
        return tokens_.size();
    }

    std::size_t read_clock(std::size_t at) {
        if (!is(at + 1, ':') || !is(at + 2, '0')) return read_compact(at);
        parts_.hour = number(at);
        parts_.minute = number(at + 2);
        if (!is(at + 3, ':') || !is(at + 4, '0')) return at + 3;
        parts_.second = number(at + 4);
        return read_fraction(at + 5);
    }

    std::size_t read_compact(std::size_t at) {
        auto digits = tokens_[at].text;
        auto pair = [&](std::size_t i) {
            return i + 1 < digits.size() ? (digits[i] - '0') * 10 + digits[i + 1] - '0' : 0;
        };
        parts_.hour = pair(0), parts_.minute = pair(2), parts_.second = pair(4);
        return read_fraction(at + 1);
    }

    std::size_t read_fraction(std::size_t at) {
        if (!(is(at, '.') || is(at, ',')) || !is(at + 1, '0')) return at;
        parts_.milli = thousandths(tokens_[at + 1].text);
        return at + 2;
    }

    // "pm", "p.m."
    std::size_t read_half(std::size_t at) {
        if (!is(at, 'a')) return at;
        auto word = tokens_[at].text;
        bool dotted = (word == "a" || word == "p") && is(at + 1, '.') && is(at + 2, 'a');
        if (word != "am" && word != "pm" && !dotted) return at;
        set_half(word[0] == 'p');
        return dotted ? at + 3 + (is(at + 3, '.') ? 1 : 0) : at + 1;
    }

    void set_half(bool afternoon) {
        if (afternoon && parts_.hour < 12) parts_.hour += 12;
        if (!afternoon && parts_.hour == 12) parts_.hour = 0;
    }

    // "Z", "EST", "+0100", "+01:00", "GMT+2", "(CEST)", or several that say the same.
    std::size_t read_zone(std::size_t at) {
        if (is(at, '(')) ++at;
        if (is(at, 'a')) {
            auto named = zone_of(tokens_[at].text);
            if (!named) return at;
            parts_.offset = *named;
            ++at;
        }
        if ((is(at, '+') || is(at, '-')) && is(at + 1, '0')) at = read_offset(at);
        return is(at, ')') ? at + 1 : at;
    }

    std::size_t read_offset(std::size_t at) {
        int sign = is(at, '-') ? -1 : 1;
        int value = number(at + 1);
        bool hours_only = tokens_[at + 1].text.size() <= 2;
        parts_.offset = sign * (hours_only ? value * 60 : value / 100 * 60 + value % 100);
        at += 2;
        if (hours_only && is(at, ':') && is(at + 1, '0')) {
            parts_.offset += sign * number(at + 1);
            at += 2;
        }
        return at;
    }

    bool read_day() {
        std::vector<Token> numbers;
        int month = 0;
        char separator = ' ';
        for (const auto& token : tokens_) {
            if (token.kind == '0')
                numbers.push_back(token);
            else if (token.kind == 'a')
                read_word(token.text, month);
            else if (numbers.size() == 1)
                separator = token.kind;
        }
        if (numbers.empty() || numbers.size() > 4) return false;
        return month > 0 ? named_month(numbers, month) : all_numbers(numbers, separator);
    }

    void read_word(std::string_view word, int& month) {
        static constexpr std::string_view mornings = "오전 上午 午前", afternoons = "오후 下午 午後";
        if (int found = month_of(word)) month = found;  // "mar. 14 oct.": the last one is the month
        if (word.size() >= 6 && afternoons.find(word) != afternoons.npos) set_half(true);
        if (word.size() >= 6 && mornings.find(word) != mornings.npos) set_half(false);
    }

    static bool year_like(const Token& token) { return token.text.size() >= 3 || token.value > 31; }

    void set_year(const Token& token) {
        auto value = static_cast<int>(std::min<std::int64_t>(token.value, 10000));
        parts_.year = token.text.size() > 2 ? value : value + (value < 70 ? 2000 : 1900);
    }

    bool named_month(const std::vector<Token>& numbers, int month) {
        parts_.month = month;
        if (numbers.size() == 1) {
            set_year(numbers[0]);
            return year_like(numbers[0]);
        }
        bool year_first = year_like(numbers[0]);
        set_year(numbers[year_first ? 0 : 1]);
        parts_.day = static_cast<int>(numbers[year_first ? 1 : 0].value);
        return parts_.day <= 31;
    }

    bool all_numbers(const std::vector<Token>& numbers, char separator) {
        if (numbers.size() == 1) return one_number(numbers[0].text);
        if (numbers.size() == 2) return two_numbers(numbers);
        auto value = [&](std::size_t i) {
            return static_cast<int>(std::min<std::int64_t>(numbers[i].value, 9999));
        };
        if (year_like(numbers[0]) || (separator == '-' && numbers[2].text.size() <= 2)) {
            set_year(numbers[0]);
            parts_.month = value(1), parts_.day = value(2);
            return value(1) >= 1 && value(1) <= 12;
        }
        set_year(numbers[2]);
        bool month_first = separator == '/' ? value(0) <= 12 : value(1) > 12;
        parts_.month = value(month_first ? 0 : 1), parts_.day = value(month_first ? 1 : 0);
        return parts_.month >= 1 && parts_.month <= 12;
    }

    bool two_numbers(const std::vector<Token>& numbers) {
        if (numbers[0].text.size() != 4) return false;
        set_year(numbers[0]);
        auto second = static_cast<int>(std::min<std::int64_t>(numbers[1].value, 9999));
        if (numbers[1].digits(3)) return set_day_of_year(second);
        parts_.month = second;
        return second >= 1 && second <= 12;
    }

    bool set_day_of_year(int value) {
        parts_.day_of_year = value;
        return value >= 1 && value <= (year{parts_.year}.is_leap() ? 366 : 365);
    }

    bool one_number(std::string_view digits) {
        auto part = [&](std::size_t from, std::size_t count) {
            int value = 0;
            std::from_chars(digits.data() + from, digits.data() + from + count, value);
            return value;
        };
        if (digits.size() != 4 && digits.size() != 7 && digits.size() != 8 && digits.size() != 14)
            return false;
        parts_.year = part(0, 4);
        if (digits.size() == 7) return set_day_of_year(part(4, 3));
        if (digits.size() >= 8) parts_.month = part(4, 2), parts_.day = part(6, 2);
        if (digits.size() == 14)
            parts_.hour = part(8, 2), parts_.minute = part(10, 2), parts_.second = part(12, 2);
        return parts_.month >= 1 && parts_.month <= 12;
    }

    Tokens tokens_;
    Parts parts_;
};

// Seconds (9 to 11 digits, perhaps with decimals), milliseconds (12, 13) or microseconds (16) since 1970.
std::optional<Time> unix_time(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    auto digits = static_cast<std::size_t>(end - text.data());
    bool whole = digits == text.size();
    if (error != std::errc{} || value < 0) return std::nullopt;
    if (whole && (digits == 12 || digits == 13)) return Time{value};
    if (whole && digits == 16) return Time{value / 1000};
    if (digits < 9 || digits > 11) return std::nullopt;
    if (!whole && (*end != '.' || text.find_first_not_of("0123456789", digits + 1) != text.npos))
        return std::nullopt;
    return Time{value * second_ms + (whole ? 0 : thousandths(text.substr(digits + 1)))};
}
}  // namespace

std::optional<Time> read_date(std::string_view raw) {
    if (raw.size() > 200) return std::nullopt;
    auto text = text::collapse(raw);
    if (auto plain = Time::parse(text)) return plain;
    if (auto stamp = unix_time(text)) return stamp;
    return Reader(tokens_of(text::fold(text))).time();
}
}  // namespace channels
