#include <fstream>
#include <regex>

#include "listening/conditions.hpp"
#include "listening/matcher.hpp"

// docs/queries.md is what people read; each line of its tables is held against the matcher.
namespace {
struct Row {
    std::string query;
    std::vector<std::string> cells;
};

std::vector<Row> rows() {
    std::ifstream page("docs/queries.md");
    std::vector<Row> out;
    static const std::regex shape(R"(\| `(.+)` \| (.*) \| (.*) \|)");
    for (std::string line; std::getline(page, line);) {
        std::smatch parts;
        if (std::regex_match(line, parts, shape)) out.push_back({parts[1], {parts[2], parts[3]}});
    }
    return out;
}

bool is_refusal(const Row& row) {
    return std::regex_match(row.cells[0], std::regex("[0-9]+"));
}

// “text” (what kind of post), as often as it stands there.
struct Example {
    std::string text;
    std::string kind;
};

std::vector<Example> examples(const std::string& cell) {
    std::vector<Example> out;
    const std::string open = "“", close = "”";
    for (auto at = cell.find(open); at != std::string::npos; at = cell.find(open, at)) {
        auto begin = at + open.size(), end = cell.find(close, begin);
        out.push_back({cell.substr(begin, end - begin), ""});
        at = end + close.size();
        if (cell.compare(at, 2, " (") == 0)
            out.back().kind = cell.substr(at + 2, cell.find(')', at) - at - 2);
    }
    return out;
}

// A post as the parentheses say it.
class Told {
public:
    explicit Told(const Example& example) {
        now_.text = example.text, now_.is_public = example.kind != "private";
        now_.now = *Time::parse("2026-11-27T12:00:00Z"), now_.sent_at = now_.now - hour_ms;
        now_.author = &author_;
        auto space = example.kind.find(' ');
        tell(example.kind.substr(0, space), space == std::string::npos ? "" : example.kind.substr(space + 1));
    }
    const listening::Post& post() const { return now_; }

private:
    void tell(const std::string& what, const std::string& value) {
        value_ = value, values_ = {value};
        if (what == "by") (value[0] == '@' ? author_.handle : author_.name) = value;
        if (what == "to") now_.recipients = (recipients_ = {{"mastodon", value}});
        if (what == "on") now_.network = value_;
        if (what == "in") now_.channel = value_;
        if (what == "of" && value[0] != '2') now_.groups = values_;
        if (what == "of" && value[0] == '2') now_.sent_at = *Time::parse(value + "T00:00:00Z");
        if (what == "language") now_.language = value_;
        now_.has_link = value == "a link";
        now_.has_media = value == "a picture";
        now_.has_attachment = now_.has_media || value == "a file";
        now_.is_reply = what == "a" && value == "reply";
        now_.is_question = what == "a" && value == "question";
    }

    listening::Post now_;
    model::Handle author_{"mastodon", "somebody"};
    std::string value_;
    std::vector<std::string> values_;
    std::vector<model::Handle> recipients_;
};

bool found(const std::string& text, const Example& example) {
    auto query = model::parse_query(text);
    if (!std::holds_alternative<model::Query>(query)) return false;
    listening::Matcher matcher;
    matcher.add(1, std::get<model::Query>(query));
    Told told(example);
    std::vector<listening::Matcher::Key> keys;
    matcher.match(told.post(), keys);
    return !keys.empty();
}
}  // namespace

TEST(QueriesPage, finds_what_it_says_and_nothing_else) {
    int held = 0;
    for (const auto& row : rows()) {
        if (is_refusal(row)) continue;
        EXPECT_FALSE(listening::refusal(std::get<model::Query>(model::parse_query(row.query)))) << row.query;
        for (bool wanted : {true, false})
            for (const auto& example : examples(row.cells[wanted ? 0 : 1])) {
                EXPECT_EQ(found(row.query, example), wanted) << row.query << ": " << example.text;
                ++held;
            }
    }
    EXPECT_GT(held, 80);
}

TEST(QueriesPage, refuses_what_it_says_where_and_why) {
    int held = 0;
    for (const auto& row : rows()) {
        if (!is_refusal(row)) continue;
        auto result = model::parse_query(row.query);
        auto wrong = std::holds_alternative<model::QueryError>(result)
                         ? std::get<model::QueryError>(result)
                         : listening::refusal(std::get<model::Query>(result)).value_or(model::QueryError{});
        EXPECT_EQ(std::to_string(wrong.position), row.cells[0]) << row.query;
        EXPECT_EQ(wrong.text, row.cells[1]) << row.query;
        ++held;
    }
    EXPECT_GT(held, 10);
}
