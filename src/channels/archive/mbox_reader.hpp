#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "channels/archive/source.hpp"

namespace channels::archive {

// The mails of an mbox file (RFC 4155 and its relatives): a mail begins with a line "From …" with a time in
// it, at the start or after an empty line. ">From" is read as "From" (mboxo), ">>From" as ">From" (mboxrd); a
// Content-Length that fits is believed (mboxcl2). A file that begins with a header field is one mail.
class MboxReader {
public:
    explicit MboxReader(std::unique_ptr<Source> source) : source_(std::move(source)) {}

    struct Mail {
        std::string bytes;
        std::uint64_t number;   // from 1
        bool too_long = false;  // more than max_mail: `bytes` is its beginning
    };
    std::optional<Mail> next();
    std::uint64_t bytes() const { return bytes_; }

    static constexpr std::size_t max_mail = 64u << 20;

private:
    bool line(std::string& into);
    bool fill();
    std::string read_header();
    bool take_counted(std::string& mail, std::size_t length);
    void take_lines(Mail& mail);

    std::unique_ptr<Source> source_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t bytes_ = 0, count_ = 0;
    std::string separator_;  // the "From " line of the mail to come
    bool started_ = false, over_ = false;
};

}  // namespace channels::archive
