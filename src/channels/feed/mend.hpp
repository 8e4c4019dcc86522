#pragma once
#include <string>
#include <string_view>

namespace channels::feed {

struct Mended {
    std::string xml;          // well-formed, without prolog, document type, comments and instructions
    std::size_t repairs = 0;  // how many places were wrong
    bool truncated = false;   // the document ended inside an element
};

// Makes well-formed XML of what was meant to be: in one pass, linear, at most `max_depth` levels deep (what
// is deeper loses its tags, not its text). Entities of HTML become their characters, others stay as they are
// written; nothing that a document type defines is expanded.
Mended mend(std::string_view utf8, std::size_t max_depth = 100);

// The character that an entity of HTML 4 names ("eacute"), in UTF-8; empty when there is none.
std::string html_entity(std::string_view name);

}  // namespace channels::feed
