#include "channels/email/gmime.hpp"

#include <mutex>

namespace channels::email {

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string bytes_of(GMimeStream* memory) {
    auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    return array == nullptr ? "" : std::string(reinterpret_cast<const char*>(array->data), array->len);
}

}  // namespace channels::email
