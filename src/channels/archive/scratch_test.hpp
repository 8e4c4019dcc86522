#pragma once
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "channels/archive.hpp"

// A folder for one test, and reading an archive to its end.
namespace channels::archive {

class Scratch {
public:
    Scratch() {
        static int count = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("rapport-archive-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(folder_);
    }
    ~Scratch() { std::filesystem::remove_all(folder_); }
    std::string write(const std::string& name, std::string_view bytes) const {
        auto path = folder_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path.string();
    }
    std::string path() const { return folder_.string(); }

private:
    std::filesystem::path folder_;
};

struct Everything {
    std::vector<model::Inbound> messages;
    std::vector<Refusal> refused;
};

inline Everything read_all(Archive& archive, std::size_t count = 7) {
    Everything all;
    while (true) {
        auto some = archive.next(count, all.refused);
        if (some.empty()) return all;
        for (auto& each : some) all.messages.push_back(std::move(each));
    }
}

inline Everything read_all(std::string_view format_id, const std::vector<std::string>& files,
                           const ArchiveOptions& options = {}) {
    return read_all(*format(format_id)->open(files, options));
}

}  // namespace channels::archive
