#include "base/seal.hpp"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace {
struct SealTest : testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("seal" + std::to_string(getpid()));
    std::string file = folder / "secret.key";
    SealTest() { std::filesystem::create_directories(folder); }
    ~SealTest() override { std::filesystem::remove_all(folder); }
};

TEST_F(SealTest, what_was_closed_opens_again_and_never_looks_the_same) {
    Seal seal(std::string(32, 'k'));
    auto once = seal.close("hunter2"), twice = seal.close("hunter2");
    EXPECT_NE(once, twice);
    EXPECT_EQ(once.find("hunter2"), std::string::npos);
    EXPECT_EQ(seal.open(once), "hunter2");
    EXPECT_EQ(seal.open(seal.close("")), "");
}

TEST_F(SealTest, another_key_or_a_changed_byte_opens_nothing) {
    Seal seal(std::string(32, 'k'));
    auto closed = seal.close("hunter2");
    EXPECT_EQ(Seal(std::string(32, 'x')).open(closed), std::nullopt);
    closed.back() = static_cast<char>(closed.back() ^ 1);
    EXPECT_EQ(seal.open(closed), std::nullopt);
    EXPECT_EQ(seal.open("short"), std::nullopt);
}

TEST_F(SealTest, the_key_file_is_made_once_and_only_its_owner_reads_it) {
    auto closed = Seal::from_file(file).close("token");
    EXPECT_EQ(Seal::from_file(file).open(closed), "token");
    struct stat about {};
    ASSERT_EQ(stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777u, 0600u);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(SealTest, a_broken_key_file_is_named_and_left_alone) {
    std::ofstream(file) << "not a key\n";
    try {
        Seal::from_file(file);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(error.text().find(file), std::string::npos) << error.text();
    }
    std::string text;
    std::getline(std::ifstream(file) >> std::ws, text);
    EXPECT_EQ(text, "not a key");
}
}  // namespace
