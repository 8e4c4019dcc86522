#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "text/entities.hpp"
#include "text/inspect_text.hpp"
#include "text/length.hpp"
#include "text/names.hpp"
#include "text/snippet.hpp"

// Any bytes: what a text refers to lies in it, in order and apart.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input(reinterpret_cast<const char*>(data), size);
    for (auto handles : {text::Handles::plain, text::Handles::federated}) {
        std::size_t end = 0;
        for (const auto& entity : text::entities(input, handles)) {
            if (entity.range.begin < end || entity.range.end <= entity.range.begin || entity.range.end > size)
                std::abort();
            if (entity.value.empty()) std::abort();
            end = entity.range.end;
        }
    }
    if (!is_utf8(json::serialize(text::describe(input)))) std::abort();
    if (!is_utf8(text::display_name(input)) || !is_utf8(text::snippet(input, 20))) std::abort();
    if (text::graphemes(input) > text::code_points(input)) std::abort();
    text::weighted_length(input);
    return 0;
}
