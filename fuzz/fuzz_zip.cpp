#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.hpp"
#include "channels/archive/zip.hpp"

namespace {
// A file without a disk.
class Memory {
public:
    Memory(const std::uint8_t* data, std::size_t size) : file_(::memfd_create("zip", 0)) {
        if (file_ < 0 || ::write(file_, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    ~Memory() { ::close(file_); }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

private:
    int file_;
};

void read_all(const channels::archive::Collection& files) {
    for (const auto& name : files.names()) {
        auto source = files.open(name);
        std::string bytes;
        while (bytes.size() < (4u << 20) && source->read(bytes, 64u << 10)) {
        }
        if (bytes.size() > files.size(name) + (64u << 10)) std::abort();
    }
}
}  // namespace

// Any bytes: a zip whose files can be read, or a sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Memory file(data, size);
    try {
        read_all(*channels::archive::open_zip(file.path()));
    } catch (const Error& error) {
        if (error.text().empty()) std::abort();
    }
    return 0;
}
