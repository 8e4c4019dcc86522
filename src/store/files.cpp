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

constexpr std::string_view set_aside = ".unused";

// Out of the way first, then looked at again: who kept it until now is seen, who comes later writes anew.
void remove_unless_wanted(const fs::path& path, Time before) {
    auto aside = path;
    aside += set_aside;
    std::error_code error;
    fs::rename(path, aside, error);
    if (error) return;
    if (changed_at(fs::directory_entry(aside, error)) < before)
        fs::remove(aside, error);
    else
        fs::rename(aside, path, error);
}

// Set aside by a sweep that was broken off: wanted or not, the next one judges it.
void put_back(const fs::path& aside) {
    auto path = fs::path(aside).replace_extension();
    std::error_code error;
    if (fs::exists(path))
        fs::remove(aside, error);
    else
        fs::rename(aside, path, error);
}

std::vector<fs::path> old_files(const fs::path& folder, Time before) {
    std::vector<fs::path> out;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == set_aside)
            put_back(entry.path());
        else if (entry.path().filename().string().size() == 64 && changed_at(entry) < before)
            out.push_back(entry.path());
    }
    return out;
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
    std::error_code error;
    // So that a sweep sees that it is wanted again; it fails when there is no such file.
    fs::last_write_time(target, fs::file_time_type::clock::now(), error);
    if (!error) return name;
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

void Files::sweep_unused(char digit, Time before,
                         const std::function<std::set<std::string>(Id workspace)>& used) const {
    std::error_code none;
    for (const auto& home : fs::directory_iterator(directory_, none)) {
        auto workspace = Id::parse(home.path().filename().string());
        if (!workspace) continue;
        std::vector<fs::path> old;
        for (char second : std::string_view("0123456789abcdef"))
            for (auto& path : old_files(home.path() / std::string{digit, second}, before))
                old.push_back(std::move(path));
        if (old.empty()) continue;
        auto wanted = used(*workspace);
        for (const auto& path : old)
            if (!wanted.contains(path.filename().string())) remove_unless_wanted(path, before);
    }
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
