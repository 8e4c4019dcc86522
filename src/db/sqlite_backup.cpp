#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include "base/error.hpp"
#include "db/sqlite_connection.hpp"

namespace db {
namespace {

void require_new(const std::filesystem::path& to) {
    if (std::filesystem::exists(to))
        throw Error{Code::conflict, fmt::format("{} exists already: choose another name.", to.string())};
}

// Empty and for its owner only: VACUUM INTO fills such a file, and would make one that everybody may read.
void make_private(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw Error{Code::unavailable, fmt::format("{} cannot be written: check the folder.", path.string())};
    ::close(descriptor);
}

// VACUUM INTO does not wait for the disk.
void sync(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced)
        throw Error{Code::unavailable, fmt::format("Writing {} failed: check the disk.", path.string())};
}

void vacuum_into(const std::string& from, const std::string& to) {
    sqlite::Connection connection(from, sqlite::Role::reader, Durability::full);
    connection.allow_writes(true);
    const std::array<Value, 1> args = {bind(to)};
    connection.change("VACUUM INTO $1", args);
}

}  // namespace

void backup_sqlite(const std::string& from, const std::string& to) {
    const auto target = std::filesystem::absolute(to),
               part = std::filesystem::path(target.string() + ".part");
    require_new(target);
    std::filesystem::remove(part);
    try {
        make_private(part);
        vacuum_into(from, part.string());
        sync(part);
        std::filesystem::rename(part, target);
        sync(target.parent_path());
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw;
    }
}

}  // namespace db
