#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// Bytes as UTF-8, whatever they say they are. Labels mean what browsers take them for (WHATWG Encoding:
// "latin1" is windows-1252, "gb2312" is GB 18030 …), in any case.
namespace channels {

// The charset that a byte order mark announces ("utf-8", "utf-16le" …), and its length in bytes.
struct ByteOrderMark {
    std::string charset;
    std::size_t size = 0;
};
std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes);

// The one name of a charset for all its labels; a label nobody knows comes back in lower case, one that says
// nothing ("x-unknown", "8bit" …) as "".
std::string charset_name(std::string_view label);

// True for a label we can read. UTF-7 is refused: it hides markup from everyone who looks at the bytes.
bool known_charset(std::string_view label);

// The charset of bytes that do not say: their byte order mark, UTF-16 by where its zeros stand, UTF-8 when
// they are well-formed (a character cut at the end of the sample counts as well-formed), the escape sequences
// of ISO-2022-JP, the statistics of the letters when there are enough of them, else windows-1252.
std::string guess_charset(std::string_view sample);

// Turns a stream of one charset into UTF-8 piece by piece; what is ill-formed becomes U+FFFD, NUL vanishes.
// An unknown label is read as windows-1252.
class Transcoder {
public:
    explicit Transcoder(std::string_view label);
    ~Transcoder();
    Transcoder(const Transcoder&) = delete;
    Transcoder& operator=(const Transcoder&) = delete;
    // `last`: nothing follows; a character left incomplete becomes U+FFFD.
    std::string convert(std::string_view bytes, bool last = false);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// All of it at once, without a byte order mark.
std::string transcode(std::string_view bytes, std::string_view label);

// For mail, where labels are missing or wrong more often than not: well-formed UTF-8 is UTF-8 whatever it is
// called, and the bytes decide where the label says nothing, is unknown, or lies evidently. Reads UTF-7, and
// ISO-2022-JP with the characters of code page 932. Always valid UTF-8 without NUL.
std::string from_charset(std::string_view bytes, std::string_view label);

}  // namespace channels
