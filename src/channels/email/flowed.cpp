#include "channels/email/flowed.hpp"

#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
std::size_t quote_depth(std::string_view& line) {
    std::size_t depth = 0;
    while (line.starts_with('>')) {
        line.remove_prefix(1);
        ++depth;
    }
    if (line.starts_with(' ')) line.remove_prefix(1);
    return depth;
}

void begin_line(std::string& out, std::size_t depth) {
    out.append(depth, '>');
    if (depth > 0) out += ' ';
}
}  // namespace

std::string unflow(std::string_view text, bool delsp) {
    std::string out;
    bool open = false;
    std::size_t open_depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto line = next_line(text, at);
        auto depth = quote_depth(line);
        bool signature = line == "-- ";
        if (open && (depth != open_depth || signature)) out += '\n';
        if (!open || depth != open_depth || signature) begin_line(out, depth);
        open = line.ends_with(' ') && !signature;
        open_depth = depth;
        if (open && delsp) line.remove_suffix(1);
        out += line;
        if (!open) out += '\n';
    }
    return out;
}

}  // namespace channels::email
