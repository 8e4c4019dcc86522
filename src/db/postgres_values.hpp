#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/database.hpp"

typedef struct pg_result PGresult;

// Values on the wire, always in PostgreSQL's binary format: numbers big-endian, text and bytes as they are.
namespace db::postgres {

// The type we declare for each kind of value. A NULL has none (0): PostgreSQL infers it from its place.
std::uint32_t type_of(const Value&);

// The argument lists of libpq. Points into `args`, which must outlive it.
class Parameters {
public:
    explicit Parameters(std::span<const Value> args);
    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    void add(const Value&);
    void add_number(std::uint64_t bits);

    std::vector<std::array<char, 8>> numbers_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// One field of a result in binary format, by the type of its column. numeric becomes an integer when it has
// no decimals (sum() of BIGINT), else a real number. A type that SQLite lacks throws Error{internal}.
Value value_at(const PGresult*, int row, int column);

}  // namespace db::postgres
