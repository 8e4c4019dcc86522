#include "db/postgres_values.hpp"

#include <bit>
#include <cmath>
#include <libpq-fe.h>

#include "base/error.hpp"

namespace db::postgres {
namespace {

// The fixed numbers of PostgreSQL's own types (pg_type.dat).
enum Oid_ : std::uint32_t {
    boolean = 16,
    bytea = 17,
    character = 18,
    name = 19,
    int8 = 20,
    int2 = 21,
    int4 = 23,
    text = 25,
    oid = 26,
    json = 114,
    float4 = 700,
    float8 = 701,
    unknown = 705,
    bpchar = 1042,
    varchar = 1043,
    numeric = 1700,
    nothing = 2278,
    jsonb = 3802,
};

// Reads big-endian numbers off a field.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    template <class T>
    T take() {
        if (bytes_.size() < sizeof(T))
            throw Error{Code::internal, "PostgreSQL sent a number that is too short."};
        std::uint64_t bits = 0;
        for (const char byte : bytes_.substr(0, sizeof(T)))
            bits = bits << 8 | static_cast<unsigned char>(byte);
        bytes_.remove_prefix(sizeof(T));
        return static_cast<T>(bits);
    }

private:
    std::string_view bytes_;
};

template <class T>
Value integer(std::string_view field) {
    return std::int64_t{Reader(field).take<T>()};
}

// Base 10000 digits; `weight` is the power of the first.
struct Numeric {
    std::vector<std::int64_t> digits;
    int weight;
    bool negative;
    int decimals;
};

Numeric read_numeric(std::string_view field) {
    Reader reader(field);
    Numeric out;
    const auto count = reader.take<std::uint16_t>();
    out.weight = reader.take<std::int16_t>();
    out.negative = reader.take<std::uint16_t>() == 0x4000;
    out.decimals = reader.take<std::uint16_t>();
    for (int i = 0; i < count; ++i) out.digits.push_back(reader.take<std::int16_t>());
    return out;
}

double real_of(const Numeric& number) {
    double sum = 0;
    for (std::size_t i = 0; i < number.digits.size(); ++i)
        sum += static_cast<double>(number.digits[i]) * std::pow(10000.0, number.weight - static_cast<int>(i));
    return number.negative ? -sum : sum;
}

std::optional<std::int64_t> whole_of(const Numeric& number) {
    if (number.decimals > 0) return std::nullopt;
    std::int64_t sum = 0;
    for (int i = 0; i <= number.weight; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const std::int64_t digit = at < number.digits.size() ? number.digits[at] : 0;
        if (__builtin_mul_overflow(sum, 10000, &sum) || __builtin_sub_overflow(sum, digit, &sum))
            return std::nullopt;
    }
    // Summed below zero, where one number more fits than above.
    if (number.negative) return sum;
    if (sum == INT64_MIN) return std::nullopt;
    return -sum;
}

Value decimal(std::string_view field) {
    const Numeric number = read_numeric(field);
    if (const auto whole = whole_of(number)) return *whole;
    return real_of(number);
}

Value decoded(std::uint32_t type, std::string_view field) {
    switch (type) {
        case boolean:
            return integer<std::int8_t>(field);
        case int2:
            return integer<std::int16_t>(field);
        case int4:
            return integer<std::int32_t>(field);
        case oid:
            return integer<std::uint32_t>(field);
        case int8:
            return integer<std::int64_t>(field);
        case float4:
            return double{std::bit_cast<float>(Reader(field).take<std::uint32_t>())};
        case float8:
            return std::bit_cast<double>(Reader(field).take<std::uint64_t>());
        case numeric:
            return decimal(field);
        case character:
        case name:
        case text:
        case json:
        case unknown:
        case bpchar:
        case varchar:
            return std::string(field);
        case jsonb:
            return std::string(field.substr(std::min<std::size_t>(1, field.size())));
        case bytea:
            return Blob{std::string(field)};
        case nothing:
            return nullptr;
        default:
            break;
    }
    throw Error{
        Code::internal,
        fmt::format("A result has a column of PostgreSQL's type {}, which SQLite has not: cast it.", type)};
}

}  // namespace

std::uint32_t type_of(const Value& value) {
    constexpr std::array<std::uint32_t, 5> types = {0, int8, float8, text, bytea};
    return types.at(value.index());
}

Parameters::Parameters(std::span<const Value> args) {
    numbers_.reserve(args.size());
    values_.reserve(args.size());
    lengths_.reserve(args.size());
    formats_.assign(args.size(), 1);
    for (const Value& arg : args) add(arg);
}

void Parameters::add(const Value& arg) {
    const auto bytes = [this](const std::string& content) {
        values_.push_back(content.data());
        lengths_.push_back(static_cast<int>(content.size()));
    };
    if (const auto* number = std::get_if<std::int64_t>(&arg))
        return add_number(static_cast<std::uint64_t>(*number));
    if (const auto* number = std::get_if<double>(&arg))
        return add_number(std::bit_cast<std::uint64_t>(*number));
    if (const auto* content = std::get_if<std::string>(&arg)) return bytes(*content);
    if (const auto* blob = std::get_if<Blob>(&arg)) return bytes(blob->bytes);
    values_.push_back(nullptr);
    lengths_.push_back(0);
}

void Parameters::add_number(std::uint64_t bits) {
    auto& out = numbers_.emplace_back();
    for (auto at = out.rbegin(); at != out.rend(); ++at, bits >>= 8) *at = static_cast<char>(bits & 0xff);
    values_.push_back(out.data());
    lengths_.push_back(8);
}

Value value_at(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return nullptr;
    const std::string_view field(PQgetvalue(result, row, column),
                                 static_cast<std::size_t>(PQgetlength(result, row, column)));
    return decoded(PQftype(result, column), field);
}

}  // namespace db::postgres
