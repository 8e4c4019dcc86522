#pragma once
#include <optional>
#include <string>

#include "net/http.hpp"

// How a Response looks on the wire (RFC 9112); no socket in sight.
namespace net {

std::string_view status_phrase(int status);

// A small problem document (RFC 9457) for what the server itself refuses. `detail`: one sentence without
// quotation marks.
Response problem(int status, std::string_view detail = {});

enum class Framing { length, chunked, until_close };

struct Envelope {
    Framing framing = Framing::length;
    std::uint64_t length = 0;  // for Framing::length
    bool keep_alive = true;
    std::string_view trace = {};
};

// Status line and fields, up to and with the empty line. Framing fields of the handler are replaced by
// ours; line breaks in values are blanked, so that no value can end the head.
std::string answer_head(const Response&, const Envelope&);

bool may_have_body(int status);

}  // namespace net
