#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "text/html.hpp"

namespace {
// Outside of text, which is escaped, none of this can stand in what we show.
bool harmless(std::string_view html) {
    for (std::string_view word :
         {"<script", "<style", "<iframe", "<object", "<embed", "<form", "<svg", "<math", "<base", "<link",
          "<meta", "<template", "<!--", "<input", "<video", "<audio"})
        if (html.find(word) != html.npos) return false;
    return true;
}
}  // namespace

// Any bytes: a harmless fragment that sanitising again leaves as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto once = text::sanitise(input);
    if (!is_utf8(once.html) || !harmless(once.html)) std::abort();
    auto twice = text::sanitise(once.html);
    if (twice.html != once.html || twice.remote_images != once.remote_images) std::abort();
    if (!is_utf8(text::to_text(input))) std::abort();
    auto shown = text::to_html(input);
    if (!is_utf8(shown) || !harmless(shown)) std::abort();
    return 0;
}
