#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Bytes of an import, wherever they lie: a file, a file in a folder, a file in a zip. For one thread.
namespace channels::archive {

class Source {
public:
    virtual ~Source() = default;
    // Appends up to `count` bytes; false at the end. Throws Error{bad_request} when reading fails.
    virtual bool read(std::string& into, std::size_t count) = 0;
};

std::unique_ptr<Source> open_file(const std::string& path);
// A text that is in memory already.
std::unique_ptr<Source> open_text(std::string text);

// Several named files: those of a folder, of a zip, or just listed. Names are relative, with '/'.
class Collection {
public:
    virtual ~Collection() = default;
    virtual const std::vector<std::string>& names() const = 0;  // sorted
    virtual std::uint64_t size(const std::string& name) const = 0;
    virtual std::unique_ptr<Source> open(const std::string& name) const = 0;
    // All of a file; nullopt when it is missing or larger than `limit`.
    std::optional<std::string> whole(const std::string& name, std::uint64_t limit) const;
};

// One folder, one zip, or files. Throws Error{bad_request} naming the file and the remedy. A zip may unpack
// to at most `zip_ratio` times its size (and always to 100 MiB): more is a bomb.
constexpr std::uint64_t zip_ratio = 200;
std::unique_ptr<Collection> open_collection(const std::vector<std::string>& paths);

}  // namespace channels::archive
