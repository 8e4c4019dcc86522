#include "listening/conditions.hpp"

#include <algorithm>

#include "text/common_words.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace listening {
namespace {
using model::Query;
using model::QueryError;
using model::QueryField;
using Kind = Query::Kind;
using enum model::QueryField;

bool speaks(std::string_view wanted, std::string_view language) {
    if (language.empty()) return wanted == "unknown";
    auto spoken = text::ascii_lowered(language);
    return spoken == wanted || (spoken.starts_with(wanted) && spoken[wanted.size()] == '-');
}

bool has_thing(std::string_view thing, const Post& post) {
    if (thing == "link") return post.has_link;
    if (thing == "media" || thing == "image") return post.has_media;
    return post.has_attachment;
}

bool is_so(std::string_view state, const Post& post) {
    if (state == "reply") return post.is_reply;
    if (state == "question") return post.is_question;
    return post.is_public == (state == "public");
}

bool of_a_post(std::string_view state) {
    return state == "reply" || state == "question" || state == "public" || state == "private";
}

std::optional<QueryError> unserved(const Query& query) {
    static const std::vector<QueryField> served{from, to, network, channel, language, group,
                                                has,  is, before,  after,   within};
    if (auto wrong = model::first_unserved(query, served)) return wrong;
    std::optional<QueryError> wrong;
    model::each_part(query, [&](const Query& part, bool) {
        if (wrong || part.kind != Kind::condition) return;
        if (part.field == is && !of_a_post(part.value))
            wrong = {part.position, "Of a post one can ask is:reply, is:question, is:public and is:private."};
        if (part.field == has && part.value == "note")
            wrong = {part.position,
                     "Of a post one can ask has:link, has:media, has:image and has:attachment."};
    });
    return wrong;
}

std::size_t letters(std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size(); ++count) text::next(word, at);
    return count;
}

// Looks for a way to match that asks for nothing rare.
class Breadth {
public:
    explicit Breadth(const Query& whole) {
        model::each_part(whole, [&](const Query& part, bool wanted) {
            bool said = wanted && part.kind == Kind::condition && part.field == language;
            if (said) language_ = std::string_view(part.value).substr(0, part.value.find('-'));
        });
    }

    std::optional<QueryError> broad(const Query& query) const {
        switch (query.kind) {
            case Kind::words:
                return broad_words(query);
            case Kind::any:
                for (const auto& part : query.parts)
                    if (auto wrong = broad(part)) return wrong;
                return std::nullopt;
            case Kind::all:
            case Kind::near:
                return broad_all(query);
            case Kind::none:
                return QueryError{query.position,
                                  "This only says what must not be there. Add a word that must."};
            case Kind::condition:
                return broad_condition(query);
        }
        return std::nullopt;
    }

private:
    std::optional<QueryError> broad_all(const Query& query) const {
        std::optional<QueryError> of_words, other;
        for (const auto& part : query.parts) {
            auto wrong = broad(part);
            if (!wrong) return std::nullopt;
            auto& kept = part.kind == Kind::words ? of_words : other;
            if (!kept) kept = wrong;
        }
        // The most helpful of the reasons is that of a word.
        if (of_words) return of_words;
        if (other) return other;
        return QueryError{query.position, "An empty query matches everything. Write a word to listen for."};
    }

    static std::optional<QueryError> broad_condition(const Query& query) {
        switch (query.field) {
            case from:
            case to:
            case channel:
            case group:
                return std::nullopt;
            default:
                return QueryError{query.position,
                                  fmt::format("{}: alone matches too much. Add a word, a tag or a handle.",
                                              model::name(query.field))};
        }
    }

    std::optional<QueryError> broad_words(const Query& query) const {
        for (const auto& word : query.words)
            if (rare(word)) return std::nullopt;
        // "to be or not to be"
        if (query.words.size() > 2) return std::nullopt;
        const auto& word = query.words.front();
        if (word.prefix && query.words.size() == 1)
            return QueryError{query.position,
                              "Too many words begin so. Write at least three letters before the *."};
        return QueryError{
            query.position,
            fmt::format("“{}” alone is among the most common words ({}). Add a rarer word, or say "
                        "which language you mean, as in lang:{}.",
                        word.text, fmt::join(text::common_in(word.text), ", "),
                        language_.empty() ? "en" : language_)};
    }

    bool rare(const model::QueryWord& word) const {
        if (word.sign) return true;
        if (word.prefix) return letters(word.text) >= 3 || static_cast<unsigned char>(word.text[0]) >= 0xE0;
        const auto& languages = text::common_in(word.text);
        if (language_.empty()) return languages.empty();
        return std::find(languages.begin(), languages.end(), language_) == languages.end();
    }

    std::string_view language_ = {};
};
}  // namespace

bool holds(const Query& condition, const Post& post) {
    switch (condition.field) {
        case language:
            return speaks(condition.value, post.language);
        case has:
            return has_thing(condition.value, post);
        case is:
            return is_so(condition.value, post);
        case before:
            return post.sent_at < condition.time;
        case after:
            return post.sent_at >= condition.time;
        case within:
            return post.sent_at >= post.now - condition.span_ms;
        default:
            return false;
    }
}

std::optional<QueryError> refusal(const Query& query) {
    if (auto wrong = unserved(query)) return wrong;
    return Breadth(query).broad(query);
}
}  // namespace listening
