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

// The same words one by one, without making a string of each: for whatever reads a whole stream.
class WordReader {
public:
    struct Word {
        std::string_view folded;  // valid until the next word is read
        std::size_t begin = 0, end = 0;
        char sign = 0;  // '#' or '@' when one stands right before the word and no word before that
    };

    // The text lives longer than the reader.
    explicit WordReader(std::string_view text) : text_(text) {}
    // Starts with another text and keeps the memory.
    void read(std::string_view text);
    // False at the end.
    bool next(Word& word);

private:
    bool short_word(std::size_t begin, Word& word);
    bool long_word(std::size_t begin, std::size_t end, Word& word);
    bool parted_word(Word& word);
    std::size_t end_of_run(std::size_t at, int sort) const;
    void part(std::size_t begin, std::size_t end);

    std::string_view text_;
    std::size_t at_ = 0;
    std::string folded_;
    // Where the words of a run without spaces begin and end, and the one that is read next.
    std::vector<std::size_t> bounds_ = {};
    std::size_t bound_ = 0;
    std::size_t parted_end_ = 0;  // of the run; what is not parted yet follows the last bound
};

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
