#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "model/message.hpp"

// The tree of a mail taken apart: MIME (RFC 2045–2049), multipart/related (2387), /report (6522),
// file names (2183, 2231), format=flowed (3676).
namespace channels::email {

struct Bounds {
    std::size_t parts = 10'000;
    int depth = 100;
    std::size_t attachments = 250;
    std::size_t text_bytes = 1u << 20;  // of each of plain and html
};

// A stretch of the body in one or two renderings.
struct Segment {
    std::string plain;  // UTF-8, lines end in LF; may be empty
    std::string html;   // as sent, UTF-8; may be empty
};

struct Body {
    std::vector<Segment> segments;  // in reading order
    std::vector<model::Attachment> attachments;
    json::array structure;           // [{"type":"multipart/mixed","parts":[…]}]
    std::vector<std::string> notes;  // what was left out, each a sentence
    std::string report_type;         // of multipart/report: "delivery-status", "disposition-notification" …
    std::string delivery_status;     // the fields of RFC 3464, groups apart by an empty line
    std::string feedback;            // the fields of RFC 5965
    std::string returned;            // the returned mail or its header
    std::string charset;             // that the first text declares; what raw 8-bit headers are likely in
};

// `message` must not begin with an mbox line. Never fails: what is beyond the bounds or no MIME is left out,
// with a note. `keep_files`: false drops the bytes of attachments (a mail of which only the beginning is
// here).
Body read_body(std::string_view message, bool keep_files = true, const Bounds& = {});

// A file name that is safe to keep and to offer: no path, no control or direction characters, no leading
// dots, at most 150 bytes with its extension. "" when nothing is left.
std::string safe_file_name(std::string_view name);

}  // namespace channels::email
