#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/message.hpp"

// Files in which networks and programs hand out what was said: a finite channel.
namespace channels {

// One thing that an archive could not use, and where: line (CSV, counted from 1 with the header), or
// entry (a name inside the archive).
struct Refusal {
    std::string place;
    std::string why;
};

struct ArchiveOptions {
    std::map<std::string, std::string> columns =
        {};                  // posts-csv: id, author, text, time, reply_to, inbound …
    std::string owner = {};  // handle of the workspace's own account, where the file does not say
};

// Reads an archive piece by piece in bounded memory, whatever its size.
class Archive {
public:
    virtual ~Archive() = default;
    // Up to `count` messages; empty at the end. What could not be used is appended to `refused`.
    virtual std::vector<model::Inbound> next(std::size_t count, std::vector<Refusal>& refused) = 0;
    virtual std::uint64_t bytes_read() const = 0;
    virtual std::uint64_t bytes_total() const = 0;
};

// What the first rows look like, for the page with column mapping.
struct Preview {
    std::vector<std::string> columns;               // posts-csv: the header
    std::vector<std::vector<std::string>> rows;     // at most 20
    std::map<std::string, std::string> suggestion;  // our best guess of ArchiveOptions::columns
};

struct Format {
    std::string_view id, label, help;
    std::string_view network;  // network of the messages it yields ("posts-csv": "archive")
    // Opens files (or one folder or zip); throws Error{bad_request} naming the file and the remedy.
    std::unique_ptr<Archive> (*open)(const std::vector<std::string>& files, const ArchiveOptions&);
    Preview (*preview)(const std::string& file) = nullptr;
};

std::span<const Format> formats();  // posts-csv, x-archive, mastodon-outbox, mbox
const Format* format(std::string_view id);

}  // namespace channels
