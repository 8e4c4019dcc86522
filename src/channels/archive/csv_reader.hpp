#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/archive/source.hpp"
#include "channels/charset.hpp"

namespace channels::archive {

// Rows of a CSV file (RFC 4180, and what programs write instead): the charset is found out from the first
// megabyte, the delimiter (comma, semicolon, tab, bar) from the first line; lines end with CRLF or
// LF, or CR when the first one does; quoted fields may hold all of them. Memory is that of one row.
class CsvReader {
public:
    explicit CsvReader(std::unique_ptr<Source> source);

    struct Row {
        std::uint64_t line = 0;  // on which it begins, from 1
        std::vector<std::string> fields;
        std::string problem;  // set when the row cannot be used; `fields` is empty then
    };
    std::optional<Row> next();  // skips empty lines
    std::uint64_t bytes() const { return bytes_; }
    char delimiter() const { return delimiter_; }

    static constexpr std::size_t max_row = 4u << 20, max_fields = 2000;

private:
    bool fill();
    bool has(std::size_t position);
    bool parse(Row& row, std::size_t& end);
    bool parse_field(std::size_t& at, std::string& field);
    bool parse_quoted(std::size_t& at, std::string& field);
    bool ends_line(std::size_t at);
    std::size_t line_end(std::size_t from);
    std::size_t past_break(std::size_t at);
    void consume(std::size_t end);
    void sniff();

    std::unique_ptr<Source> source_;
    std::unique_ptr<Transcoder> transcoder_;
    std::string buffer_;  // decoded, from `begin_` on not yet handed out
    std::size_t begin_ = 0;
    std::uint64_t bytes_ = 0, line_ = 1;
    char delimiter_ = ',', line_break_ = '\n';
    bool source_over_ = false, started_ = false;
};

}  // namespace channels::archive
