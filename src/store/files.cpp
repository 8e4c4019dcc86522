#include "store/files.hpp"

#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace store {
namespace fs = std::filesystem;
namespace {
[[noreturn]] void refuse(const fs::path& path) {
    throw Error{
        Code::unavailable,
        fmt::format("Cannot write {}: {}. Check that the disk has room and that the directory belongs to "
                    "the user running Rapport.",
                    path.string(), std::strerror(errno))};
}

void write_synced(const fs::path& path, std::string_view bytes) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) refuse(path);
    bool fine = true;
    while (fine && !bytes.empty()) {
        auto written = ::write(file, bytes.data(), bytes.size());
        fine = written >= 0 || errno == EINTR;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    fine = fine && ::fsync(file) == 0;
    auto why = errno;
    ::close(file);
    if (fine) return;
    fs::remove(path);
    errno = why;
    refuse(path);
}

void sync_directory(const fs::path& directory) {
    int handle = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}
}  // namespace

Time changed_at(const fs::directory_entry& entry) {
    std::error_code gone;
    auto file_time = entry.last_write_time(gone);
    if (gone) return {std::numeric_limits<std::int64_t>::max()};
    auto since_epoch = std::chrono::file_clock::to_sys(file_time).time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

fs::path Files::place(Id workspace, std::string_view sha256) const {
    return directory_ / workspace.text() / std::string(sha256.substr(0, 2)) / std::string(sha256);
}

std::string Files::keep(Id workspace, std::string_view bytes) const {
    auto name = hex(sha256(bytes));
    auto target = place(workspace, name);
    if (fs::exists(target)) return name;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    static std::atomic<unsigned> counter = 0;
    auto draft = target;
    draft += fmt::format(".{}.{}.part", ::getpid(), counter++);
    write_synced(draft, bytes);
    fs::rename(draft, target, error);
    if (error) refuse(target);
    sync_directory(target.parent_path());
    return name;
}

void Files::sweep(Time before) const {
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(directory_, ignored))
        if (entry.path().extension() == ".part" && changed_at(entry) < before)
            fs::remove(entry.path(), ignored);
}

fs::path Files::path(Id workspace, std::string_view sha256) const {
    bool plain = sha256.size() == 64 && sha256.find_first_not_of("0123456789abcdef") == sha256.npos;
    auto found = plain ? place(workspace, sha256) : fs::path{};
    return plain && fs::exists(found) ? found : fs::path{};
}

std::string Files::read(Id workspace, std::string_view sha256) const {
    auto found = path(workspace, sha256);
    if (found.empty()) throw Error{Code::not_found, "The file of this attachment is missing on disk."};
    std::ifstream in(found, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}
}  // namespace store
