#include "channels/email/imap_stream.hpp"

#include <algorithm>

namespace channels::email {
namespace {
constexpr std::size_t buffer_bytes = 16u << 10;

ImapStream& self(mailstream_low* low) {
    return *static_cast<ImapStream*>(low->data);
}
}  // namespace

ssize_t ImapStream::read(char* into, std::size_t size) {
    if (closing_ || failure_ || flooded_) return -1;
    flooded_ = allowed_ == 0;
    if (flooded_) return -1;
    try {
        auto count = line_.read(into, static_cast<std::size_t>(std::min<std::uint64_t>(size, allowed_)));
        allowed_ -= static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(count, 0));
        return count > 0 ? count : -1;
    } catch (...) {
        failure_ = std::current_exception();
        return -1;
    }
}

ssize_t ImapStream::write(std::string_view bytes) {
    if (failure_) return -1;
    try {
        line_.write(bytes);
        return static_cast<ssize_t>(bytes.size());
    } catch (...) {
        failure_ = std::current_exception();
        return -1;
    }
}

mailstream_low_driver ImapStream::driver() {
    mailstream_low_driver driver{};
    driver.mailstream_read = [](mailstream_low* low, void* into, std::size_t size) {
        return self(low).read(static_cast<char*>(into), size);
    };
    driver.mailstream_write = [](mailstream_low* low, const void* from, std::size_t size) {
        return self(low).write({static_cast<const char*>(from), size});
    };
    driver.mailstream_close = [](mailstream_low*) { return 0; };
    driver.mailstream_get_fd = [](mailstream_low* low) { return self(low).line_.handle(); };
    driver.mailstream_free = [](mailstream_low* low) { low->data = nullptr; };
    driver.mailstream_cancel = [](mailstream_low*) {};
    driver.mailstream_get_cancel = [](mailstream_low*) -> struct mailstream_cancel* {
        return nullptr;
    };
    driver.mailstream_get_certificate_chain = [](mailstream_low*) -> carray* { return nullptr; };
    driver.mailstream_setup_idle = [](mailstream_low*) { return -1; };
    driver.mailstream_unsetup_idle = [](mailstream_low*) { return -1; };
    driver.mailstream_interrupt_idle = [](mailstream_low*) { return -1; };
    return driver;
}

mailstream* ImapStream::open() {
    static mailstream_low_driver shared = driver();
    auto* low = mailstream_low_new(this, &shared);
    return low == nullptr ? nullptr : mailstream_new(low, buffer_bytes);
}

}  // namespace channels::email
