#include "model/query.hpp"

#include <algorithm>
#include <charconv>

#include "base/encoding.hpp"
#include "model/query_fields.hpp"
#include "text/tokens.hpp"
#include "text/utf8.hpp"

namespace model {
namespace {
using Kind = Query::Kind;
constexpr std::size_t longest = 20'000, most_terms = 1'000;
constexpr int deepest = 30, usual_distance = 10, widest_distance = 100;

struct Lexeme {
    enum class Kind {
        end,
        open,
        close,
        minus,
        both,
        either,
        negate,
        near,
        field,
        quoted,
        word
    } kind = Kind::end;
    std::size_t position = 0;
    std::string_view text;  // as typed; the value of a field, the words within quotes
    int distance = 0;
    QueryField field = QueryField::from;
    std::size_t value_position = 0;
};
using Sign = Lexeme::Kind;

// Telephones turn straight quotation marks into “these” or „those“.
std::size_t quotation_mark(std::string_view text, std::size_t at) {
    for (std::string_view mark : {"\"", "“", "”", "„"})
        if (text.substr(at).starts_with(mark)) return mark.size();
    return 0;
}

bool ends_word(std::string_view text, std::size_t at) {
    auto after = at;
    return text[at] == '(' || text[at] == ')' || quotation_mark(text, at) > 0 ||
           text::is_space(text::next(text, after));
}

bool holds_word(std::string_view text) {
    text::WordReader reader(text);
    text::WordReader::Word word;
    return reader.next(word);
}

std::optional<int> near_distance(std::string_view word) {
    if (word == "NEAR") return usual_distance;
    if (!word.starts_with("NEAR/")) return std::nullopt;
    int number = -1;
    auto [end, error] = std::from_chars(word.data() + 5, word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size() ? number : -1;
}

// Cuts the text into what the grammar is made of. Runs without any word in them ("…", "&") are passed over.
class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Lexeme next() {
        for (;;) {
            skip_space();
            if (at_ == text_.size()) return {.position = at_, .text = {}};
            auto lexeme = read();
            if (lexeme.kind != Sign::word || holds_word(lexeme.text)) return lexeme;
        }
    }

private:
    void skip_space() {
        for (auto after = at_; at_ < text_.size() && text::is_space(text::next(text_, after));) at_ = after;
    }

    Lexeme read() {
        auto rest = text_.substr(at_);
        if (rest[0] == '(') return take(Sign::open, 1);
        if (rest[0] == ')') return take(Sign::close, 1);
        if (rest[0] == '-' && rest.size() > 1 &&
            (rest[1] == '(' || quotation_mark(rest, 1) > 0 || !ends_word(rest, 1)))
            return take(Sign::minus, 1);
        if (quotation_mark(rest, 0) > 0) return quoted(Sign::quoted);
        if (auto named = leading_field(rest)) return field(*named);
        return word();
    }

    Lexeme take(Sign kind, std::size_t length) {
        Lexeme lexeme{.kind = kind, .position = at_, .text = text_.substr(at_, length)};
        at_ += length;
        return lexeme;
    }

    // An unclosed quotation reaches to the end.
    Lexeme quoted(Sign kind) {
        Lexeme lexeme{.kind = kind, .position = at_, .text = {}};
        auto begin = at_ + quotation_mark(text_, at_), close = begin;
        while (close < text_.size() && quotation_mark(text_, close) == 0) text::next(text_, close);
        lexeme.text = text_.substr(begin, close - begin);
        at_ = close < text_.size() ? close + quotation_mark(text_, close) : close;
        return lexeme;
    }

    Lexeme field(const NamedField& named) {
        auto begin = at_;
        at_ += named.length;
        auto value_position = at_;
        auto lexeme =
            at_ < text_.size() && quotation_mark(text_, at_) > 0 ? quoted(Sign::field) : run(Sign::field);
        lexeme.position = begin, lexeme.value_position = value_position, lexeme.field = named.field;
        return lexeme;
    }

    Lexeme run(Sign kind) {
        auto end = at_;
        while (end < text_.size() && !ends_word(text_, end)) text::next(text_, end);
        return take(kind, end - at_);
    }

    Lexeme word() {
        auto lexeme = run(Sign::word);
        if (lexeme.text == "AND") lexeme.kind = Sign::both;
        if (lexeme.text == "OR") lexeme.kind = Sign::either;
        if (lexeme.text == "NOT") lexeme.kind = Sign::negate;
        if (auto distance = near_distance(lexeme.text)) lexeme.kind = Sign::near, lexeme.distance = *distance;
        return lexeme;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// What stops the parser; it does not leave parse_query().
struct Refused {
    QueryError error;
};

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text), now_(lexer_.next()) {}

    Query whole() {
        if (now_.kind == Sign::end) return {};
        auto query = either();
        if (now_.kind == Sign::close) refuse(now_.position, "There is no opening parenthesis for this one.");
        return query;
    }

private:
    [[noreturn]] static void refuse(std::size_t position, std::string text) {
        throw Refused{{position, std::move(text)}};
    }

    Lexeme step() {
        auto was = now_;
        now_ = lexer_.next();
        return was;
    }

    // A list of one part is that part.
    static Query list(Kind kind, std::vector<Query> parts) {
        if (parts.size() == 1) return std::move(parts.front());
        auto position = parts.front().position;
        return {.kind = kind, .parts = std::move(parts), .position = position};
    }

    Query either() {
        std::vector<Query> parts;
        parts.push_back(both());
        while (now_.kind == Sign::either) {
            auto sign = step();
            want_operand(sign);
            parts.push_back(both());
        }
        return list(Kind::any, std::move(parts));
    }

    Query both() {
        std::vector<Query> parts;
        parts.push_back(single());
        for (;;) {
            if (now_.kind == Sign::both)
                want_operand(step());
            else if (now_.kind == Sign::end || now_.kind == Sign::close || now_.kind == Sign::either)
                return list(Kind::all, std::move(parts));
            parts.push_back(single());
        }
    }

    Query single() {
        if (now_.kind != Sign::negate && now_.kind != Sign::minus) return near();
        auto sign = step();
        want_operand(sign);
        if (++depth_ > deepest) too_deep(sign.position);
        Query query{.kind = Kind::none, .parts = {single()}, .position = sign.position};
        --depth_;
        return query;
    }

    Query near() {
        auto left = item();
        if (now_.kind != Sign::near) return left;
        std::vector<Query> pairs;
        while (now_.kind == Sign::near) {
            auto sign = step();
            if (sign.distance < 0 || sign.distance > widest_distance)
                refuse(sign.position,
                       fmt::format("NEAR/ wants a number of words up to {}: NEAR/5.", widest_distance));
            want_operand(sign);
            auto right = item();
            if (left.kind != Kind::words || right.kind != Kind::words)
                refuse(sign.position, "NEAR stands between two words or quoted phrases: bread NEAR/5 mould.");
            pairs.push_back({.kind = Kind::near,
                             .parts = {left, right},
                             .distance = sign.distance,
                             .position = left.position});
            left = std::move(right);
        }
        return list(Kind::all, std::move(pairs));
    }

    Query item() {
        switch (now_.kind) {
            case Sign::open:
                return group();
            case Sign::field:
                return condition(step());
            case Sign::quoted:
            case Sign::word:
                return words(step());
            default:
                missing(now_);
        }
    }

    Query group() {
        auto open = step();
        if (++depth_ > deepest) too_deep(open.position);
        if (now_.kind == Sign::close) refuse(now_.position, "There is nothing between the parentheses.");
        auto inner = either();
        if (now_.kind != Sign::close) refuse(open.position, "This parenthesis is never closed.");
        step();
        --depth_;
        return inner;
    }

    Query condition(const Lexeme& lexeme) {
        count(lexeme.position);
        Query query{.kind = Kind::condition, .field = lexeme.field, .position = lexeme.position};
        if (auto wrong = set_value(query, lexeme.text)) refuse(lexeme.value_position, *wrong);
        return query;
    }

    Query words(const Lexeme& lexeme) {
        Query query{.kind = Kind::words, .position = lexeme.position};
        text::WordReader reader(lexeme.text);
        for (text::WordReader::Word word; reader.next(word);) {
            count(lexeme.position);
            query.words.push_back({std::string(word.folded), word.sign});
        }
        if (query.words.empty()) refuse(lexeme.position, "There is no word between these quotation marks.");
        if (lexeme.text.ends_with('*')) {
            if (query.words.back().text.size() < 2)
                refuse(lexeme.position, "A beginning of a word needs at least two letters before the *.");
            query.words.back().prefix = true;
        }
        return query;
    }

    void count(std::size_t position) {
        if (++terms_ > most_terms)
            refuse(position,
                   fmt::format("A query can hold {} words and conditions. Divide this one into several.",
                               most_terms));
    }

    [[noreturn]] static void too_deep(std::size_t position) {
        refuse(position, fmt::format("At most {} parentheses or NOTs may stand within each other.", deepest));
    }

    void want_operand(const Lexeme& sign) {
        if (now_.kind == Sign::end || now_.kind == Sign::close)
            refuse(sign.position, fmt::format("Something must follow {}.", sign.text));
    }

    [[noreturn]] static void missing(const Lexeme& found) {
        if (found.kind == Sign::end)
            refuse(found.position, "Something is missing here: a word, a phrase or a condition.");
        if (found.kind == Sign::close)
            refuse(found.position, "There is no opening parenthesis for this one.");
        refuse(
            found.position,
            fmt::format("Something must stand before {0}. To look for the word itself, put it in quotation "
                        "marks: \"{0}\".",
                        found.text));
    }

    Lexer lexer_;
    Lexeme now_;
    std::size_t terms_ = 0;
    int depth_ = 0;
};
}  // namespace

std::variant<Query, QueryError> parse_query(std::string_view text) {
    if (text.size() > longest)
        return QueryError{longest,
                          fmt::format("This is too long for a query; use at most {} bytes.", longest)};
    if (!is_utf8(text)) return QueryError{0, "This is not valid UTF-8 text."};
    try {
        return Parser(text).whole();
    } catch (const Refused& refused) {
        return refused.error;
    }
}

std::optional<QueryError> first_unserved(const Query& query, const std::vector<QueryField>& served) {
    std::optional<QueryError> wrong;
    each_part(query, [&](const Query& part, bool) {
        if (wrong || part.kind != Kind::condition) return;
        if (std::find(served.begin(), served.end(), part.field) != served.end()) return;
        std::vector<std::string> names;
        names.reserve(served.size());
        for (auto field : served) names.push_back(fmt::format("{}:", name(field)));
        wrong = {part.position, fmt::format("{}: cannot be asked here. These can: {}.", name(part.field),
                                            fmt::join(names, " "))};
    });
    return wrong;
}
}  // namespace model
