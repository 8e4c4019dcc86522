#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "channels/archive/columns.hpp"
#include "channels/archive/csv_reader.hpp"

// Any bytes: every row has a line further down than the one before, is valid text, and is a message or has a
// reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::archive;
    CsvReader reader(open_text(std::string(reinterpret_cast<const char*>(data), size)));
    auto header = reader.next();
    if (!header || !header->problem.empty()) return 0;
    std::optional<RowReader> rows;
    try {
        rows.emplace(header->fields, channels::ArchiveOptions{}, "posts.csv");
    } catch (const Error&) {
        // A header that names no author and no text: the rows are still read.
    }
    for (std::uint64_t line = header->line; auto row = reader.next(); line = row->line) {
        if (row->line <= line) std::abort();
        for (const auto& field : row->fields)
            if (!is_utf8(field)) std::abort();
        std::string why = row->problem;
        auto message = rows && why.empty() ? rows->message(row->fields, why) : std::nullopt;
        if (rows && !message && why.empty()) std::abort();
        if (message && (message->remote_id.empty() || !is_utf8(message->text))) std::abort();
    }
    return 0;
}
