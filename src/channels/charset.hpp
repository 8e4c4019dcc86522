#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace channels {

// The charset that a byte order mark announces ("utf-8", "utf-16le" …), and its length in bytes.
struct ByteOrderMark {
    std::string charset;
    std::size_t size = 0;
};
std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes);

// True for a label we can read ("ISO-8859-1", "sjis", "x-mac-roman" …; any case). UTF-7 is refused: it
// hides markup from everyone who looks at the bytes.
bool known_charset(std::string_view label);

// The charset of bytes that do not say: their byte order mark, UTF-16 by where its zeros stand, UTF-8 when
// they are well-formed (a character cut at the end of the sample counts as well-formed), else windows-1252.
std::string guess_charset(std::string_view sample);

// Turns a stream of one charset into UTF-8 piece by piece; what is ill-formed becomes U+FFFD, NUL vanishes.
// Labels mean what browsers take them for (WHATWG Encoding: "iso-8859-1" is windows-1252); an unknown one
// is read as windows-1252.
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

}  // namespace channels
