#include "text/quoted.hpp"

#include <algorithm>
#include <bit>
#include <vector>

#include <unicode/uchar.h>

#include "base/encoding.hpp"
#include "text/reply_words.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t most_wrapped_lines = 5, most_header_lines = 9, longest_line = 1'000;
constexpr std::size_t longest_signature = 20, longest_footer = 8, longest_closing = 6;

enum class Part { visible, quoted, signature };

struct Line {
    std::string_view text;
    std::string folded;  // as folded_line() makes it; "" for lines too long to be anything but prose
    bool blank = false;
    bool marked = false;  // begins with ">"
    bool introduction = false;
    bool words = false;
    Part part = Part::visible;
};

bool is_blank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (char32_t c = next(text, at); !is_space(c) && c != 0x200B && c != 0xFEFF) return false;
    return true;
}

Line read_line(std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    Line line;
    line.text = text;
    line.blank = is_blank(text);
    if (!line.blank && text.size() <= longest_line) line.folded = folded_line(text);
    std::string_view start = text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
    line.marked = start.starts_with('>') && !start.starts_with(">:");
    return line;
}

// Some programs wrap a quote without marking what goes to the next line.
bool is_wrapped_rest(const Line& above, const Line& line, const Line& below) {
    if (line.blank || line.marked || !above.marked || !below.marked || above.text.size() < 60) return false;
    std::size_t at = 0;
    return u_islower(static_cast<UChar32>(next(line.text, at))) && !above.text.ends_with('?');
}

std::vector<Line> read_lines(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(read_line(text.substr(at, end - at)));
        at = end + 1;
    }
    for (std::size_t i = 1; i + 1 < lines.size(); ++i)
        if (is_wrapped_rest(lines[i - 1], lines[i], lines[i + 1])) lines[i].marked = true;
    return lines;
}

// Decides line by line what a mail is made of. Works on positions, `size_` standing for "nowhere".
class Splitter {
public:
    explicit Splitter(std::string_view text) : lines_(read_lines(text)), size_(lines_.size()) {}

    Split split() {
        mark_quotes();
        mark_signatures();
        if (std::ranges::none_of(lines_, [](const Line& l) { return !l.blank && l.part == Part::visible; }))
            for (Line& line : lines_) line.part = Part::visible;
        return {joined(Part::visible), joined(Part::quoted), joined(Part::signature)};
    }

private:
    void mark_quotes() {
        std::size_t end = size_;
        for (std::size_t i = 0; i < end; ++i) {
            if (lines_[i].blank || lines_[i].marked) continue;
            if (std::size_t after = introduction_end(i); after > i)
                i = introduce(i, after, end);
            else if (begins_rest(i))
                end = cut(i);
            else if (words_before_signature(i))
                end = cut(i + 1);
        }
        note_words(end);
        hide_answered(end);
    }

    // Nobody writes a long text below the line that a telephone puts under it: that is the mail answered.
    bool words_before_signature(std::size_t i) const {
        if (i == 0 || !mobile_signature(lines_[i].folded)) return false;
        std::size_t below = 0;
        for (std::size_t k = i + 1; k < size_ && below <= longest_closing; ++k) {
            if (lines_[k].marked || begins_rest(k) || introduction_end(k) > k) return false;
            below += !lines_[k].blank;
        }
        return below > longest_closing;
    }

    // Takes the lines of an introduction; when no ">" follows, all that follows is the quote.
    std::size_t introduce(std::size_t i, std::size_t after, std::size_t& end) {
        for (std::size_t k = i; k < after; ++k) lines_[k].introduction = true;
        std::size_t first = next_filled(after);
        if (first < size_ && !lines_[first].marked) end = cut(i);
        return after - 1;
    }

    std::size_t cut(std::size_t from) {
        while (from > 0 && (lines_[from - 1].blank || is_rule(lines_[from - 1].text))) --from;
        for (std::size_t k = from; k < size_; ++k) lines_[k].part = Part::quoted;
        return from;
    }

    std::size_t next_filled(std::size_t i) const {
        while (i < size_ && lines_[i].blank) ++i;
        return i;
    }

    // Where an introduction that starts with line `i` ends, or `i`.
    std::size_t introduction_end(std::size_t i) const {
        if (!may_begin_introduction(lines_[i].folded)) return i;
        std::string joined;
        std::size_t last = std::min(i + most_wrapped_lines, size_);
        for (std::size_t k = i; k < last && !lines_[k].blank && !lines_[k].marked; ++k) {
            if (k > i) joined += ' ';
            joined += lines_[k].folded;
            if (introduces_quote(joined) && !begins_later(i + 1, k)) return k + 1;
        }
        return i;
    }

    // True when the introduction that ends with line `k` already makes sense from a later line on.
    bool begins_later(std::size_t i, std::size_t k) const {
        for (; i <= k; ++i) {
            if (!begins_introduction(lines_[i].folded)) continue;
            std::string joined = lines_[i].folded;
            for (std::size_t next = i + 1; next <= k; ++next) joined += ' ' + lines_[next].folded;
            if (introduces_quote(joined)) return true;
        }
        return false;
    }

    // True for a line from which on everything is an earlier mail.
    bool begins_rest(std::size_t i) const {
        const std::string& folded = lines_[i].folded;
        if (divides(folded) || begins_head(i)) return true;
        if (mobile_signature(folded)) return false;
        std::size_t first = next_filled(i + 1);
        bool titled =
            folded.size() < 100 && folded.starts_with("---") && folded.ends_with("---") && !is_rule(folded);
        return titled && first < size_ && header_label(lines_[first].folded) == Label::from;
    }

    // The head of a quoted mail: "From:" first, then at least two of the other fields.
    bool begins_head(std::size_t i) const {
        auto first = header_label(lines_[i].folded);
        if (first != Label::from && first != Label::sent) return false;
        unsigned seen = 0;
        std::size_t gap = 0;
        for (std::size_t k = i; k < std::min(i + most_header_lines, size_) && gap < 2; ++k) {
            auto label = header_label(lines_[k].folded);
            if (label) seen |= 1u << static_cast<unsigned>(*label);
            gap = label ? 0 : gap + 1;
        }
        bool from = (seen & 1u << static_cast<unsigned>(Label::from)) != 0;
        return from && std::popcount(seen) >= 3;
    }

    // Which lines are words of the writer: no quote, and not in the signature or footer below one.
    void note_words(std::size_t end) {
        bool closing = false;
        for (std::size_t i = 0; i < end; ++i) {
            Line& line = lines_[i];
            if (line.marked || line.introduction) closing = false;
            closing = closing || starts_signature(i);
            line.words = !line.blank && !line.marked && !line.introduction && !closing;
            if (line.words) last_words_ = i;
        }
    }

    // Of the quotes before `end`, those that are followed by words stay visible if they are answered one by
    // one, or were put there by hand.
    void hide_answered(std::size_t end) {
        std::size_t blocks = 0;
        bool introduced = false;
        for (std::size_t i = 0; i < end && i < last_words_; ++i) {
            introduced = introduced || lines_[i].introduction;
            blocks += lines_[i].marked && (i == 0 || !lines_[i - 1].marked) && words_follow(i);
        }
        bool keep = blocks >= 2 || !introduced;
        for (std::size_t i = 0; i < end; ++i) {
            bool kept = keep && i < last_words_;
            if (lines_[i].introduction || (lines_[i].marked && !kept)) lines_[i].part = Part::quoted;
        }
    }

    bool words_follow(std::size_t i) const {
        while (i < size_ && (lines_[i].marked || lines_[i].blank)) ++i;
        return i < size_ && lines_[i].words;
    }

    bool starts_signature(std::size_t i) const {
        const Line& line = lines_[i];
        if (line.blank || line.marked || line.introduction) return false;
        return line.folded == "--" || mobile_signature(line.folded) || is_footer_rule(line.folded);
    }

    // "____", or dashes longer than a hyphen.
    static bool is_footer_rule(std::string_view folded) {
        if (folded.empty() || folded == "_") return false;
        for (std::size_t at = 0; at < folded.size();)
            if (char32_t c = next(folded, at); c != U'_' && c != U'—' && c != U'–' && c != U'―') return false;
        return true;
    }

    void mark_signatures() {
        for (std::size_t i = 0; i < size_;) {
            std::size_t end = segment_end(i);
            if (std::size_t start = signature_in(i, end); start < end)
                for (std::size_t k = start; k < end; ++k) lines_[k].part = Part::signature;
            i = std::max(end, i + 1);
        }
    }

    // Lines in a row that are visible and not quotes.
    std::size_t segment_end(std::size_t i) const {
        while (i < size_ && lines_[i].part == Part::visible && !lines_[i].marked) ++i;
        return i;
    }

    std::size_t signature_in(std::size_t begin, std::size_t end) const {
        std::size_t start = end, below = 0;
        bool narrow = true;
        for (std::size_t i = end; i-- > begin && below <= longest_signature;) {
            const Line& line = lines_[i];
            if (line.blank) continue;
            bool farewell =
                start == end && narrow && below >= 2 && below <= longest_closing && signs_off(line.folded);
            if (farewell || closes(line, below, start < end)) start = i;
            narrow = narrow && line.text.size() <= 80;
            ++below;
        }
        return start;
    }

    static bool closes(const Line& line, std::size_t below, bool in_signature) {
        if (line.folded == "--") return true;
        if (is_footer_rule(line.folded)) return below > 0 && below <= longest_footer;
        return (below <= longest_closing || in_signature) && mobile_signature(line.folded);
    }

    std::string joined(Part part) const {
        std::string out;
        bool gap = false;
        for (const Line& line : lines_) {
            if (line.blank || line.part != part) {
                gap = true;
                continue;
            }
            if (!out.empty()) out.append(gap ? "\n\n" : "\n");
            out += line.text;
            gap = false;
        }
        return out;
    }

    std::vector<Line> lines_;
    std::size_t size_;
    std::size_t last_words_ = 0;
};

}  // namespace

Split split_reply(std::string_view plain_text) {
    std::string text = to_utf8(plain_text);
    return Splitter(text).split();
}

}  // namespace text
