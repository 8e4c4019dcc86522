#pragma once
#include "listening/conditions.hpp"
#include "listening/post.hpp"
#include "text/fold.hpp"
#include "text/tokens.hpp"

// The same question as Matcher answers, answered as slowly and plainly as can be: each query by itself, from
// its tree, against the words of each post.
namespace listening::reference {

struct Spoken {
    std::string word;
    char sign = 0;
};
using Line = std::vector<Spoken>;

inline Line line(std::string_view text) {
    Line out;
    text::WordReader reader(text);
    for (text::WordReader::Word word; reader.next(word);)
        out.push_back({std::string(word.folded), word.sign});
    return out;
}

struct Heard {
    const Post* post;
    std::vector<Line> texts, from, to;
    std::string network, channel;
    std::vector<std::string> groups;
};

inline void add_names(std::vector<Line>& out, const model::Handle& who) {
    for (std::string_view part :
         {std::string_view(who.name), std::string_view(who.handle), std::string_view(who.shown)})
        out.push_back(line(part));
}

inline Heard heard(const Post& post) {
    Heard out{.post = &post,
              .texts = {line(post.subject), line(post.text)},
              .from = {},
              .to = {},
              .network = text::fold(post.network),
              .channel = text::fold(post.channel),
              .groups = {}};
    if (post.author) add_names(out.from, *post.author);
    for (const auto& other : post.recipients) add_names(out.to, other);
    for (const auto& group : post.groups) out.groups.push_back(text::fold(group));
    return out;
}

inline bool same(const model::QueryWord& wanted, const Spoken& spoken) {
    if (wanted.sign && wanted.sign != spoken.sign) return false;
    return wanted.prefix ? spoken.word.starts_with(wanted.text) : spoken.word == wanted.text;
}

inline bool begins_at(const Line& line, std::size_t at, const std::vector<model::QueryWord>& row) {
    if (at + row.size() > line.size()) return false;
    for (std::size_t i = 0; i < row.size(); ++i)
        if (!same(row[i], line[at + i])) return false;
    return true;
}

inline bool stands(const std::vector<Line>& lines, const std::vector<model::QueryWord>& row) {
    for (const auto& line : lines)
        for (std::size_t at = 0; at < line.size(); ++at)
            if (begins_at(line, at, row)) return true;
    return false;
}

inline bool near(const std::vector<Line>& lines, const model::Query& query) {
    const auto &left = query.parts[0].words, &right = query.parts[1].words;
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            for (std::size_t j = 0; j < line.size(); ++j) {
                if (!begins_at(line, i, left) || !begins_at(line, j, right)) continue;
                auto gap = j >= i + left.size()    ? static_cast<int>(j - i - left.size())
                           : i >= j + right.size() ? static_cast<int>(i - j - right.size())
                                                   : -1;
                if (gap >= 0 && gap <= query.distance) return true;
            }
    return false;
}

inline std::vector<model::QueryWord> plain_row(std::string_view text) {
    std::vector<model::QueryWord> row;
    for (const auto& word : line(text)) row.push_back({word.word});
    return row;
}

inline bool condition(const model::Query& query, const Heard& heard) {
    switch (query.field) {
        case model::QueryField::from:
            return stands(heard.from, plain_row(query.value));
        case model::QueryField::to:
            return stands(heard.to, plain_row(query.value));
        case model::QueryField::network:
            return heard.network == text::fold(query.value);
        case model::QueryField::channel:
            return heard.channel == text::fold(query.value);
        case model::QueryField::group:
            for (const auto& group : heard.groups)
                if (group == text::fold(query.value)) return true;
            return false;
        default:
            return listening::holds(query, *heard.post);
    }
}

inline bool holds(const model::Query& query, const Heard& heard) {
    switch (query.kind) {
        case model::Query::Kind::words:
            return stands(heard.texts, query.words);
        case model::Query::Kind::near:
            return near(heard.texts, query);
        case model::Query::Kind::condition:
            return condition(query, heard);
        case model::Query::Kind::none:
            return !holds(query.parts[0], heard);
        case model::Query::Kind::all:
            for (const auto& part : query.parts)
                if (!holds(part, heard)) return false;
            return true;
        case model::Query::Kind::any:
            for (const auto& part : query.parts)
                if (holds(part, heard)) return true;
            return false;
    }
    return false;
}

}  // namespace listening::reference
