#include "channels/archive/csv_reader.hpp"

#include <algorithm>
#include <array>

namespace channels::archive {
namespace {
constexpr std::size_t piece = 256u << 10, sample = 1u << 20;
}

CsvReader::CsvReader(std::unique_ptr<Source> source) : source_(std::move(source)) {}

// Decodes some more; false when there is no more.
bool CsvReader::fill() {
    if (source_over_) return false;
    std::string raw;
    auto wanted = transcoder_ ? piece : sample;
    while (raw.size() < wanted && !source_over_) source_over_ = !source_->read(raw, wanted - raw.size());
    bytes_ += raw.size();
    if (!transcoder_) transcoder_ = std::make_unique<Transcoder>(guess_charset(raw));
    if (begin_ > 0) {
        buffer_.erase(0, begin_);
        begin_ = 0;
    }
    auto before = buffer_.size();
    buffer_ += transcoder_->convert(raw, source_over_);
    return buffer_.size() > before || fill();
}

// Whether there is a character at this distance from the row's begin. Positions are kept relative, because
// the buffer moves.
bool CsvReader::has(std::size_t position) {
    while (begin_ + position >= buffer_.size())
        if (position > max_row || !fill()) return false;
    return true;
}

void CsvReader::sniff() {
    started_ = true;
    static constexpr std::string_view candidates = ",;\t|";
    std::array<std::size_t, 4> counts{};
    bool quoted = false;
    for (std::size_t at = 0; has(at); ++at) {
        char c = buffer_[begin_ + at];
        if (!quoted && (c == '\n' || c == '\r')) {
            bool lone = c == '\r' && (!has(at + 1) || buffer_[begin_ + at + 1] != '\n');
            line_break_ = lone ? '\r' : '\n';
            break;
        }
        if (c == '"') quoted = !quoted;
        auto found = candidates.find(c);
        if (!quoted && found != candidates.npos) ++counts[found];
    }
    auto best = std::max_element(counts.begin(), counts.end());
    delimiter_ = candidates[static_cast<std::size_t>(best - counts.begin())];
}

std::optional<CsvReader::Row> CsvReader::next() {
    if (!started_) sniff();
    while (has(0)) {
        Row row;
        row.line = line_;
        std::size_t end = 0;
        if (!parse(row, end)) {
            row.fields.clear();
            end = past_break(line_end(0));
        }
        consume(end);
        bool empty = row.problem.empty() && row.fields.size() == 1 && row.fields[0].empty();
        if (!empty) return row;
    }
    return std::nullopt;
}

void CsvReader::consume(std::size_t end) {
    auto row = std::string_view(buffer_).substr(begin_, end);
    line_ += static_cast<std::uint64_t>(std::count(row.begin(), row.end(), line_break_));
    begin_ += end;
}

// Where lines end with LF or CRLF, a lone CR is part of a field.
bool CsvReader::ends_line(std::size_t at) {
    char c = buffer_[begin_ + at];
    return c == line_break_ || (c == '\r' && has(at + 1) && buffer_[begin_ + at + 1] == '\n');
}

std::size_t CsvReader::line_end(std::size_t from) {
    while (has(from) && !ends_line(from)) ++from;
    return from;
}

std::size_t CsvReader::past_break(std::size_t at) {
    if (!has(at)) return std::min(at, buffer_.size() - begin_);
    bool two = buffer_[begin_ + at] != line_break_;
    return at + (two ? 2 : 1);
}

bool CsvReader::parse(Row& row, std::size_t& end) {
    std::size_t at = 0;
    while (true) {
        std::string field;
        if (!parse_field(at, field)) {
            row.problem =
                at > max_row ? "the row is longer than 4 MiB" : "a quote is opened and never closed";
            return false;
        }
        row.fields.push_back(std::move(field));
        if (row.fields.size() > max_fields) {
            row.problem = "the row has more than 2000 fields";
            return false;
        }
        if (!has(at) || buffer_[begin_ + at] != delimiter_) break;
        ++at;
    }
    end = past_break(at);
    return true;
}

bool CsvReader::parse_field(std::size_t& at, std::string& field) {
    if (has(at) && buffer_[begin_ + at] == '"' && !parse_quoted(++at, field)) return false;
    for (; has(at); ++at) {
        char c = buffer_[begin_ + at];
        if (c == delimiter_ || ends_line(at)) break;
        field += c;
    }
    return at <= max_row;
}

// From behind the opening quote to behind the closing one.
bool CsvReader::parse_quoted(std::size_t& at, std::string& field) {
    for (; has(at); ++at) {
        char c = buffer_[begin_ + at];
        if (c != '"') {
            field += c;
        } else if (has(at + 1) && buffer_[begin_ + at + 1] == '"') {
            field += c;
            ++at;
        } else {
            ++at;
            return true;
        }
    }
    return false;
}
}  // namespace channels::archive
