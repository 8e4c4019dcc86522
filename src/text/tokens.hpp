#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace text {

// One word of a text. `folded` holds letters, digits, marks and "_" only, so it means nothing special to FTS5
// or to a tsquery; it is at most 64 bytes long (longer runs are cut at a character boundary).
struct Token {
    std::string folded;
    std::size_t begin = 0;  // bytes in the text given
    std::size_t end = 0;
    bool operator==(const Token&) const = default;
};

// The words in reading order, by Unicode word boundaries (UAX 29) with dictionaries for Chinese, Japanese,
// Thai, Lao, Khmer and Burmese. A tagged or addressed word (#bread, @ana) gives the same token as the plain
// word; "ana_b" stays one token; an emoji gives none. ASCII takes a short way without ICU.
std::vector<Token> tokens(std::string_view text);

// What goes into the search index of either database: the folded tokens with one space between them, and
// for each tag and handle also the token with its sign spelled out ("hashtag_bread", "handle_ana"), so that
// it is found with the sign and without. The database has to part it at the spaces alone: FTS5 with
// tokenize = "ascii tokenchars '_'", PostgreSQL with array_to_tsvector(string_to_array(…, ' ')), as the own
// tokenizers of both tear Indic and Thai words at their vowel signs.
std::string search_document(std::string_view text);

// The words to look for in an index of search_document()s, in the order typed, without repeats:
// "#Bread" asks for "hashtag_bread", "bread" for "bread".
std::vector<std::string> search_words(std::string_view query);

}  // namespace text
