#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

// Posts and saved queries for the matcher's benchmark.
namespace bench {

// The texts of a file, one a line, or those of the column "text" of a .csv; without a file invented ones.
// Throws Error{bad_request} naming the file when there is none in it.
std::vector<std::string> texts(const std::string& file);

// `count` posts out of `texts`, repeated and varied: in each, one word in eight is another of the same texts.
std::vector<std::string> varied(const std::vector<std::string>& texts, std::size_t count);

// One saved query, as somebody would type it, and the literal in it if it is nothing else.
struct Watched {
    std::string text;
    std::string literal = {};
};

// Draws the words that queries are made of.
class Vocabulary {
public:
    // How many of a thousand words are words of the posts; the others are in none of them.
    Vocabulary(const std::vector<std::string>& posts, int met, int from_rank, std::uint32_t seed);
    std::string word();
    // Two words that stand side by side in some post, or two that are in none.
    std::string pair();
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    // From now on no word is of the posts.
    void leave_posts() { met_ = 0; }

private:
    bool meets() { return below(1000) < met_; }
    std::string unheard();

    std::mt19937 engine_;
    std::size_t met_;
    std::vector<std::string> words_;  // of the posts, each once, the rarest last
    std::vector<std::string> pairs_;
};

// The first `meeting` of them as the vocabulary draws, the others of words that are in no post:
// 40 % one word, 30 % a phrase of two, 15 % a AND b, 10 % (phrase OR a OR b) NOT c, 5 % a AND b NOT c.
std::vector<Watched> watched(Vocabulary&, std::size_t count, std::size_t meeting);

}  // namespace bench
