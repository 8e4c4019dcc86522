#pragma once
#include <string_view>

// The HTML elements this folder treats in some special way.
namespace text {

enum Trait : unsigned {
    block = 1,        // starts on a line of its own
    paragraph = 2,    // and stands apart from its neighbours
    empty = 4,        // has no content and no end tag
    formatting = 8,   // is opened again by the parser in what follows ("active formatting elements")
    cell = 16,        // formatting does not reach into it or out of it
    table_part = 32,  // only its table ends it
    dropped = 64,     // goes together with all that is in it
    raw = 128,        // its content is not markup
};

struct Element {
    std::string_view name;
    unsigned traits;
    bool is(unsigned trait) const { return (traits & trait) != 0; }
};

// By lower-case name; nullptr for an element that counts as if its tags were not there.
const Element* element(std::string_view name);

}  // namespace text
