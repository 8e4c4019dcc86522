#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "text/html.hpp"
#include "text/quoted.hpp"

namespace {
std::size_t ink(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x80;
    }));
}
}  // namespace

// Any bytes as plain text and as HTML: nothing of what was said is lost, and something is always shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto text = to_utf8(input);
    auto parts = text::split_reply(text);
    for (const auto* part : {&parts.visible, &parts.quoted, &parts.signature})
        if (!is_utf8(*part)) std::abort();
    if (ink(parts.visible) + ink(parts.quoted) + ink(parts.signature) != ink(text)) std::abort();
    if (ink(text) > 0 && parts.visible.empty()) std::abort();
    auto html = text::split_html(input);
    if (!is_utf8(html.visible_html) || !is_utf8(html.quoted_html)) std::abort();
    text::sanitise(html.visible_html);
    return 0;
}
