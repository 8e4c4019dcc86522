#include <algorithm>
#include <optional>

#include "base/encoding.hpp"
#include "channels/charset.hpp"
#include "channels/email/fields.hpp"

// Encoded words, RFC 2047.
namespace channels::email {
namespace {
struct Word {
    std::string charset;
    std::string bytes;
    std::size_t length;  // of the word as written
};

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string from_q(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '=' && i + 2 < text.size() && nibble(text[i + 1]) >= 0 && nibble(text[i + 2]) >= 0) {
            out += static_cast<char>(nibble(text[i + 1]) * 16 + nibble(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '_' ? ' ' : text[i];
        }
    }
    return out;
}

// `text` begins with "=?". Words of more than 75 characters are wrong but common; the bound keeps this
// linear.
std::optional<Word> word_at(std::string_view text) {
    text = text.substr(0, 2048);
    auto charset_end = text.find('?', 2);
    if (charset_end == text.npos || charset_end + 3 >= text.size() || text[charset_end + 2] != '?') return {};
    auto end = text.find("?=", charset_end + 3);
    if (end == text.npos) return {};
    auto charset = text.substr(2, charset_end - 2);
    if (charset.empty() || charset.find_first_of(" \t\r\n") != charset.npos) return {};
    auto body = text.substr(charset_end + 3, end - charset_end - 3);
    auto kind = text[charset_end + 1];
    std::optional<std::string> bytes;
    if (kind == 'Q' || kind == 'q') bytes = from_q(body);
    if (kind == 'B' || kind == 'b') bytes = from_base64(body);
    if (!bytes) return {};
    return Word{lower(charset.substr(0, charset.find('*'))), *bytes, end + 2};
}

class Decoder {
public:
    explicit Decoder(std::string_view label) : label_(label) {}

    std::string decode(std::string_view value) {
        for (std::size_t at = 0; at < value.size();) {
            auto start = value.find("=?", at);
            auto word = start == value.npos ? std::nullopt : word_at(value.substr(start));
            if (!word) {
                auto end = start == value.npos ? value.size() : start + 2;
                plain(value.substr(at, end - at));
                at = end;
                continue;
            }
            plain(value.substr(at, start - at));
            add(*word);
            at = start + word->length;
        }
        flush();
        return std::move(out_);
    }

private:
    // A character may be split between two words of one charset, so their bytes are joined first.
    void add(const Word& word) {
        if (word.charset != charset_) flush();
        charset_ = word.charset;
        bytes_ += word.bytes;
        after_word_ = true;
    }
    void plain(std::string_view text) {
        if (text.empty() || (after_word_ && trim(text).empty())) return;
        flush();
        out_ += from_charset(text, label_);
        after_word_ = false;
    }
    void flush() {
        if (!bytes_.empty()) out_ += from_charset(bytes_, charset_);
        bytes_.clear();
    }

    std::string_view label_;
    std::string out_, bytes_, charset_;
    bool after_word_ = false;
};

bool control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
}  // namespace

std::string header_text(std::string_view value, std::string_view label) {
    auto decoded = Decoder(label).decode(value);
    std::string out;
    for (char c : decoded) {
        bool space = control(c) || c == ' ';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trim(out));
}

}  // namespace channels::email
