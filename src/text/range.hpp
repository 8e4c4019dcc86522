#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace text {

// A half-open stretch of a text, in bytes of its UTF-8 unless something else is said.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Range&) const = default;
};

// How another system counts: Mastodon and X in code points, JavaScript in UTF-16 units.
enum class Unit { code_points, utf16 };

// Byte ranges of `text` (sorted by begin, not overlapping) counted in `unit` instead; linear.
std::vector<Range> counted(std::string_view text, const std::vector<Range>& bytes, Unit unit);

}  // namespace text
