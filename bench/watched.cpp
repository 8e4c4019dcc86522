#include "bench/watched.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "base/error.hpp"
#include "bench/posts.hpp"
#include "channels/archive/csv_reader.hpp"
#include "text/common_words.hpp"
#include "text/tokens.hpp"

namespace bench {
namespace {
std::vector<std::string> invented() {
    Posts source(20'26, 20'000, Time{1'792'000'000'000});
    std::vector<std::string> out;
    for (const auto& post : source.next(20'000)) out.push_back(post.text);
    return out;
}

std::vector<std::string> lines(const std::string& file) {
    std::ifstream in(file);
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) out.push_back(line);
    return out;
}

std::vector<std::string> column(const std::string& file) {
    channels::archive::CsvReader reader(channels::archive::open_file(file));
    std::vector<std::string> out;
    auto head = reader.next();
    if (!head) return out;
    auto at = static_cast<std::size_t>(std::find(head->fields.begin(), head->fields.end(), "text") -
                                       head->fields.begin());
    while (auto row = reader.next())
        if (at < row->fields.size() && !row->fields[at].empty()) out.push_back(row->fields[at]);
    return out;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> out;
    for (auto& token : text::tokens(text)) out.push_back(std::move(token.folded));
    return out;
}

bool worth_saving(const std::string& word) {
    return word.size() > 2 && text::common_in(word).empty();
}
}  // namespace

std::vector<std::string> texts(const std::string& file) {
    if (file.empty()) return invented();
    auto out = file.ends_with(".csv") ? column(file) : lines(file);
    if (out.empty())
        throw Error{Code::bad_request,
                    file + " holds no posts: name a file with one a line, or a .csv with a column text."}
            .at("--posts");
    return out;
}

std::vector<std::string> varied(const std::vector<std::string>& texts, std::size_t count) {
    std::mt19937 engine(17'92);
    std::vector<std::string> words, out;
    for (const auto& text : texts)
        for (auto& word : words_of(text)) words.push_back(std::move(word));
    for (std::size_t i = 0; i < count; ++i) {
        const auto& text = texts[i % texts.size()];
        std::string changed;
        for (std::size_t at = 0; at < text.size();) {
            auto end = std::min(text.find(' ', at), text.size());
            changed += i >= texts.size() && engine() % 8 == 0 ? words[engine() % words.size()]
                                                              : text.substr(at, end - at);
            if (end < text.size()) changed += ' ';
            at = end + 1;
        }
        out.push_back(std::move(changed));
    }
    return out;
}

Vocabulary::Vocabulary(const std::vector<std::string>& posts, int met, int from_rank, std::uint32_t seed)
    : engine_(seed), met_(static_cast<std::size_t>(met)) {
    std::map<std::string, std::size_t> counted;
    std::set<std::string> pairs;
    for (const auto& post : posts) {
        auto words = words_of(post);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (worth_saving(words[i])) ++counted[words[i]];
            if (i > 0 && (worth_saving(words[i]) || worth_saving(words[i - 1])))
                pairs.insert(words[i - 1] + " " + words[i]);
        }
    }
    std::vector<std::pair<std::size_t, std::string>> ranked;
    ranked.reserve(counted.size());
    for (auto& [word, count] : counted) ranked.emplace_back(count, word);
    std::sort(ranked.rbegin(), ranked.rend());
    for (std::size_t i = std::min(ranked.size() / 2, static_cast<std::size_t>(from_rank)); i < ranked.size();
         ++i)
        words_.push_back(ranked[i].second);
    pairs_.assign(pairs.begin(), pairs.end());
}

std::string Vocabulary::word() {
    return meets() ? words_[below(words_.size())] : unheard();
}

std::string Vocabulary::pair() {
    return meets() ? pairs_[below(pairs_.size())] : unheard() + " " + unheard();
}

std::string Vocabulary::unheard() {
    return fmt::format("qx{:x}zq", below(4'000'000));
}

std::vector<Watched> watched(Vocabulary& words, std::size_t count, std::size_t meeting) {
    std::vector<Watched> out;
    while (out.size() < count) {
        if (out.size() == meeting) words.leave_posts();
        auto kind = words.below(100);
        if (kind < 40) {
            auto word = words.word();
            out.push_back({word, word});
        } else if (kind < 70) {
            auto pair = words.pair();
            out.push_back({fmt::format("\"{}\"", pair), pair});
        } else if (kind < 85) {
            out.push_back({fmt::format("{} AND {}", words.word(), words.word())});
        } else if (kind < 95) {
            out.push_back({fmt::format("(\"{}\" OR {} OR {}) NOT {}", words.pair(), words.word(),
                                       words.word(), words.word())});
        } else {
            out.push_back({fmt::format("{} AND {} NOT {}", words.word(), words.word(), words.word())});
        }
    }
    return out;
}
}  // namespace bench
