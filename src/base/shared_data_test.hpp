#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

// Real data for tests, which stand beside the repository and are not part of it.
namespace test {
namespace fs = std::filesystem;

// Folders that are gone with the test program.
class SharedData {
public:
    ~SharedData() {
        for (const auto& [archive, folder] : unpacked_)
            if (!folder.empty()) fs::remove_all(folder);
    }
    // Where ../shared/data/ARCHIVE.tar.zst is unpacked; "" when it is not there.
    fs::path folder(const std::string& archive) {
        auto [found, is_new] = unpacked_.try_emplace(archive);
        if (is_new) found->second = unpack(archive);
        return found->second.empty() ? fs::path() : found->second / archive;
    }

private:
    static fs::path unpack(const std::string& archive) {
        auto packed = fs::absolute("../shared/data/" + archive + ".tar.zst");
        if (!fs::exists(packed)) return {};
        auto pattern = (fs::temp_directory_path() / "rapport-data-XXXXXX").string();
        fs::path into = ::mkdtemp(pattern.data());
        auto command = "tar --zstd -xf '" + packed.string() + "' -C '" + into.string() + "' 2>/dev/null";
        if (std::system(command.c_str()) == 0) return into;
        fs::remove_all(into);
        return {};
    }

    std::map<std::string, fs::path> unpacked_;
};

inline fs::path shared_data(const std::string& archive) {
    static SharedData all;
    return all.folder(archive);
}

inline std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace test

// At the beginning of a test: names the folder, or skips the test with the reason.
#define SHARED_DATA(folder, archive)                \
    const auto folder = test::shared_data(archive); \
    if (folder.empty()) GTEST_SKIP() << "../shared/data/" archive ".tar.zst is not there"
