#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "server/commands.hpp"

namespace server {
namespace {
Error failed(const std::string& file, const char* what, std::string_view remedy) {
    return {Code::unavailable,
            fmt::format("{} cannot be {}: {}. {}", file, what,
                        errno == 0 ? "not all of it arrived there" : std::strerror(errno), remedy)};
}
}  // namespace

std::ifstream readable(const std::string& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        throw Error{Code::unavailable, fmt::format("{} is a folder; name a file.", file)};
    std::ifstream in(file, std::ios::binary);
    if (!in) throw failed(file, "read", "Check the name and who may read it.");
    return in;
}

std::ofstream writable(const std::string& file) {
    std::ofstream out(file, std::ios::binary);
    if (!out) throw failed(file, "written", "Check that the folder is there and may be written.");
    return out;
}

void finish(std::ofstream& out, const std::string& file) {
    errno = 0;
    out.close();
    if (!out) throw failed(file, "written", "What is there now is not whole: free some space and try again.");
}
}  // namespace server
