#include "text/range.hpp"

#include "text/utf8.hpp"

namespace text {
namespace {

// Walks a text once and tells how far it is in another unit.
class Ruler {
public:
    Ruler(std::string_view text, Unit unit) : text_(text), unit_(unit) {}

    std::size_t at(std::size_t byte) {
        while (byte_ < byte && byte_ < text_.size()) {
            char32_t c = next(text_, byte_);
            count_ += unit_ == Unit::utf16 && c >= 0x10000 ? 2 : 1;
        }
        return count_;
    }

private:
    std::string_view text_;
    Unit unit_;
    std::size_t byte_ = 0, count_ = 0;
};

}  // namespace

std::vector<Range> counted(std::string_view text, const std::vector<Range>& bytes, Unit unit) {
    Ruler ruler(text, unit);
    std::vector<Range> out;
    out.reserve(bytes.size());
    for (const Range& range : bytes) {
        std::size_t begin = ruler.at(range.begin);
        out.push_back({begin, ruler.at(range.end)});
    }
    return out;
}

}  // namespace text
