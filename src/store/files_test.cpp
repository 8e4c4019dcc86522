#include "store/files.hpp"

#include <fstream>
#include <unistd.h>

#include "store/messages.hpp"
#include "store/test_store.hpp"

namespace store {
namespace {
class FilesOnDisk : public EachStore {
protected:
    void SetUp() override {
        EachStore::SetUp();
        directory = std::filesystem::temp_directory_path() /
                    ("rapport_files_" + std::to_string(::getpid()) + "_" + ids.next().text());
    }
    void TearDown() override {
        std::filesystem::remove_all(directory);
        EachStore::TearDown();
    }
    void grow_old(const std::filesystem::path& path) {
        std::filesystem::last_write_time(
            path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(48));
    }
    void sweep(
        const Files& files, std::function<void()> meanwhile = [] {}) {
        for (char digit : std::string_view("0123456789abcdef"))
            files.sweep_unused(digit, {SystemClock().now() - day_ms}, [&](Id of) {
                auto used = house->truth.write(
                    [&](db::Tx& tx) { return files_in_use(tx, of, std::string(1, digit)); });
                meanwhile();
                return used;
            });
    }
    std::filesystem::path directory;
};
RAPPORT_EACH_DATABASE(FilesOnDisk);

TEST_P(FilesOnDisk, half_written_files_are_swept_and_whole_ones_stay) {
    Files files(directory);
    auto whole = files.path(workspace, files.keep(workspace, "rye"));
    auto half = whole;
    half += ".123.0.part";
    std::ofstream(half) << "r";
    files.sweep({0});
    EXPECT_TRUE(std::filesystem::exists(half)) << "somebody may be writing it";
    files.sweep({SystemClock().now() + day_ms});
    EXPECT_FALSE(std::filesystem::exists(half));
    EXPECT_TRUE(std::filesystem::exists(whole));
    std::filesystem::remove_all(directory);
    files.sweep({SystemClock().now()});
}

TEST_P(FilesOnDisk, that_nobody_uses_any_more_go_after_a_day_and_the_others_stay) {
    Files files(directory);
    auto used = files.keep(workspace, "rye"), unused = files.keep(workspace, "crumbs"),
         fresh = files.keep(workspace, "dough");
    house->truth.write([&](db::Tx& tx) {
        return tx.run("INSERT INTO source (workspace_id, message_id, sha256) VALUES ($1, 1, $2)", workspace,
                      used);
    });
    for (const auto& name : {used, unused}) grow_old(files.path(workspace, name));
    sweep(files);
    EXPECT_FALSE(files.path(workspace, used).empty());
    EXPECT_TRUE(files.path(workspace, unused).empty());
    EXPECT_FALSE(files.path(workspace, fresh).empty());
}

TEST_P(FilesOnDisk, that_somebody_keeps_again_during_the_sweep_stay) {
    Files files(directory);
    auto name = files.keep(workspace, "rye");
    grow_old(files.path(workspace, name));
    sweep(files, [&] { files.keep(workspace, "rye"); });
    EXPECT_EQ(files.read(workspace, name), "rye");
}

TEST_P(FilesOnDisk, that_a_broken_off_sweep_set_aside_come_back) {
    Files files(directory);
    auto path = files.path(workspace, files.keep(workspace, "rye"));
    for (bool old : {false, true}) {
        if (old) grow_old(path);
        std::filesystem::rename(path, path.string() + ".unused");
        sweep(files);
        EXPECT_TRUE(std::filesystem::exists(path)) << "old: " << old;
    }
}
}  // namespace
}  // namespace store
