#include "channels/archive/mbox_reader.hpp"

#include <algorithm>
#include <charconv>

namespace channels::archive {
namespace {
using View = std::string_view;

// "From ana@town.example Wed Oct 14 06:30:00 2026": what else begins with "From " has no time of day.
bool is_separator(View line) {
    if (!line.starts_with("From ")) return false;
    auto colon = line.find(':', 5);
    auto digit = [&](std::size_t at) { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
    for (; colon != line.npos; colon = line.find(':', colon + 1))
        if (digit(colon - 1) && digit(colon + 1) && digit(colon + 2)) return true;
    return false;
}

bool blank(View line) {
    return line == "\n" || line == "\r\n";
}

// ">From ", ">>From " lose one ">".
View unquoted(View line) {
    auto from = line.find_first_not_of('>');
    bool quoted = from != line.npos && from > 0 && line.substr(from).starts_with("From ");
    return quoted ? line.substr(1) : line;
}

std::size_t content_length(View header) {
    static constexpr View name = "content-length:";
    for (std::size_t at = 0; at < header.size();) {
        auto end = std::min(header.find('\n', at), header.size());
        auto field = header.substr(at, end - at);
        bool same = field.size() > name.size() &&
                    std::equal(name.begin(), name.end(), field.begin(),
                               [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
        std::size_t length = 0;
        auto value = same ? field.substr(std::min(field.find_first_of("0123456789"), field.size())) : View();
        std::from_chars(value.data(), value.data() + value.size(), length);
        if (same) return length;
        at = end + 1;
    }
    return 0;
}
}  // namespace

bool MboxReader::fill() {
    if (over_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    auto before = buffer_.size();
    over_ = !source_->read(buffer_, 256u << 10);
    bytes_ += buffer_.size() - before;
    return !over_;
}

// One line with its end; a line without an end in 1 MiB is cut there.
bool MboxReader::line(std::string& into) {
    auto end = buffer_.find('\n', at_);
    while (end == buffer_.npos && buffer_.size() - at_ < (1u << 20) && fill()) end = buffer_.find('\n', at_);
    auto size = end == buffer_.npos ? buffer_.size() - at_ : end + 1 - at_;
    into.assign(buffer_, at_, size);
    at_ += size;
    return size > 0;
}

std::optional<MboxReader::Mail> MboxReader::next() {
    std::string text;
    if (!started_) {
        while (line(text) && blank(text)) continue;
        started_ = true;
        if (text.empty()) return std::nullopt;
        if (!is_separator(text)) {
            buffer_.insert(at_, text);
            text = "-";
        }
        separator_ = text;
    }
    if (separator_.empty()) return std::nullopt;
    separator_.clear();
    Mail mail{read_header(), ++count_};
    auto length = content_length(mail.bytes);
    if (length == 0 || length > max_mail || !take_counted(mail.bytes, length)) take_lines(mail);
    return mail;
}

std::string MboxReader::read_header() {
    std::string header, text;
    while (separator_.empty() && header.size() < (1u << 20) && line(text)) {
        header += text;
        if (blank(text)) break;
    }
    return header;
}

// Believed only when another mail or the end follows.
bool MboxReader::take_counted(std::string& mail, std::size_t length) {
    while (buffer_.size() - at_ < length + 512 && fill()) continue;
    if (buffer_.size() - at_ < length) return false;
    auto rest = View(buffer_).substr(at_ + length);
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
    if (!rest.empty() && !is_separator(rest.substr(0, rest.find('\n')))) return false;
    mail.append(buffer_, at_, length);
    at_ = buffer_.size() - rest.size();
    for (std::string text; separator_.empty() && line(text);)
        if (is_separator(text)) separator_ = text;
    return true;
}

void MboxReader::take_lines(Mail& mail) {
    std::string text;
    bool after_blank = true;
    while (line(text)) {
        if (after_blank && is_separator(text)) {
            separator_ = text;
            return;
        }
        after_blank = blank(text);
        if (mail.bytes.size() > max_mail)
            mail.too_long = true;
        else
            mail.bytes += unquoted(text);
    }
}
}  // namespace channels::archive
