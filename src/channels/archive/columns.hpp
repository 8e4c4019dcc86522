#pragma once
#include <map>
#include <string>
#include <vector>

#include "channels/archive.hpp"

namespace channels::archive {

// What a column of a CSV file may hold; the help is for the page and the docs.
struct Meaning {
    std::string_view key, help;
    bool required = false;
};
std::span<const Meaning> meanings();

// Which column is what, by the usual names of columns: {"author": "author_id", …}.
std::map<std::string, std::string> guess_columns(const std::vector<std::string>& header);

// One row as a message, or why not.
class RowReader {
public:
    // Throws Error{bad_request} when a column is missing, naming it and those that are there.
    RowReader(const std::vector<std::string>& header, const ArchiveOptions&, const std::string& file);

    std::optional<model::Inbound> message(const std::vector<std::string>& row, std::string& why) const;

private:
    std::string value(const std::vector<std::string>& row, std::string_view key) const;
    bool read_time(const std::vector<std::string>& row, model::Inbound&, std::string& why) const;
    bool read_direction(const std::vector<std::string>& row, model::Inbound&, std::string& why) const;
    bool read_visibility(const std::vector<std::string>& row, model::Inbound&, std::string& why) const;
    bool read_author(const std::vector<std::string>& row, model::Inbound&, std::string& why) const;
    void read_rest(const std::vector<std::string>& row, model::Inbound&) const;

    std::map<std::string, std::size_t, std::less<>> places_;
    std::size_t width_;
    std::string owner_;
};

}  // namespace channels::archive
