#include <cstdint>
#include <cstdlib>
#include <string>

#include "channels/archive/mbox_reader.hpp"

// Any bytes: mails numbered from one, none of them empty, together no longer than the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::archive;
    MboxReader reader(open_text(std::string(reinterpret_cast<const char*>(data), size)));
    std::uint64_t number = 0, together = 0;
    while (auto mail = reader.next()) {
        if (mail->number != ++number) std::abort();
        together += mail->bytes.size();
    }
    if (together > size + 1 || reader.bytes() != size) std::abort();
    return 0;
}
