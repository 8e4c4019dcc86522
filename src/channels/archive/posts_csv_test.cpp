#include "base/error.hpp"
#include "channels/archive/columns.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/scratch_test.hpp"

using namespace channels;
using namespace channels::archive;

namespace {
std::string refusal(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.text();
    }
    return "nothing was refused";
}
}  // namespace

TEST(PostsCsv, rows_become_messages) {
    Scratch scratch;
    auto file = scratch.write(
        "posts.csv",
        "post,who,shown,said,at,answers,in,where\n"
        "1,ana,Ana Lund,\"No rye left, again?\",2026-10-14 06:30:00,,true,https://town.example/1\n"
        "2,maison,Maison Antoinette,Tomorrow!,1791963000,1.0,0,\n");
    auto all = read_all("posts-csv", {file},
                        {{{"id", "post"},
                          {"author", "who"},
                          {"author_name", "shown"},
                          {"text", "said"},
                          {"time", "at"},
                          {"reply_to", "answers"},
                          {"inbound", "in"},
                          {"url", "where"}}});
    ASSERT_EQ(all.messages.size(), 2u);
    const auto &first = all.messages[0], &second = all.messages[1];
    EXPECT_EQ(first.remote_id, "1");
    EXPECT_EQ(first.author, (model::Handle{"archive", "ana", "Ana Lund"}));
    EXPECT_EQ(first.text, "No rye left, again?");
    EXPECT_EQ(first.sent_at.rfc3339(), "2026-10-14T06:30:00.000Z");
    EXPECT_EQ(first.direction, model::Direction::inbound);
    EXPECT_EQ(first.url, "https://town.example/1");
    EXPECT_EQ(second.direction, model::Direction::outbound);
    EXPECT_EQ(second.reply_to, std::vector<std::string>{"1"});
    EXPECT_EQ(second.sent_at.rfc3339(), "2026-10-14T07:30:00.000Z");
}

TEST(PostsCsv, every_refused_row_is_named_with_its_line_and_reason) {
    Scratch scratch;
    auto file = scratch.write("posts.csv",
                              "id,author,text,created_at,inbound\n"
                              "1,ana,good,2026-10-14,true\n"
                              "2,ana,two,few\n"
                              "3,,no author,2026-10-14,true\n"
                              "4,ana,,2026-10-14,true\n"
                              "5,ana,late,yesterday,true\n"
                              "6,ana,what,2026-10-14,perhaps\n"
                              "7,ana,\"two\nlines\",2026-10-14,true\n"
                              "8,ana,a,b,c,d\n");
    auto all = read_all("posts-csv", {file});
    EXPECT_EQ(all.messages.size(), 2u);
    std::string report;
    for (const auto& each : all.refused) report += each.place + ": " + each.why + "\n";
    EXPECT_EQ(report,
              "line 3: it has 4 fields, the header has 5\n"
              "line 4: it has no author\n"
              "line 5: it has no text\n"
              "line 6: the time \"yesterday\" cannot be understood\n"
              "line 7: \"perhaps\" says neither inbound (true, 1, in) nor outbound (false, 0, out)\n"
              "line 10: it has 6 fields, the header has 5\n");
}

TEST(PostsCsv, columns_are_guessed_by_their_usual_names) {
    auto guess = guess_columns({"", "tweet_id", "author_id", "inbound", "created_at", "text",
                                "response_tweet_id", "in_response_to_tweet_id"});
    EXPECT_EQ(guess, (std::map<std::string, std::string>{{"id", "tweet_id"},
                                                         {"author", "author_id"},
                                                         {"inbound", "inbound"},
                                                         {"time", "created_at"},
                                                         {"text", "text"},
                                                         {"reply_to", "in_response_to_tweet_id"}}));
    EXPECT_EQ(guess_columns({"Message", "From User", "Date"}).at("author"), "From User");
}

TEST(PostsCsv, a_missing_column_is_named_with_those_that_are_there) {
    Scratch scratch;
    auto file = scratch.write("p.csv", "a,b\n1,2\n");
    EXPECT_EQ(refusal([&] {
                  format("posts-csv")->open({file}, {{{"author", "who"}}});
              }),
              file + " has no column \"who\". It has: a, b.");
    EXPECT_EQ(refusal([&] { format("posts-csv")->open({file}, {}); }),
              file + ": say which column is the author (--columns author=NAME). It has: a, b.");
    EXPECT_EQ(refusal([&] { format("posts-csv")->open({scratch.path() + "/none"}, {}); }),
              scratch.path() + "/none is not a file.");
}

TEST(PostsCsv, the_same_row_without_an_id_is_the_same_message) {
    Scratch scratch;
    auto file = scratch.write("p.csv", "author,text,time\nana,x,2026-10-14\nana,y,2026-10-14\n");
    auto once = read_all("posts-csv", {file}), twice = read_all("posts-csv", {file});
    EXPECT_EQ(once.messages[0].remote_id, twice.messages[0].remote_id);
    EXPECT_NE(once.messages[0].remote_id, once.messages[1].remote_id);
}

TEST(PostsCsv, the_preview_shows_the_header_some_rows_and_a_guess) {
    Scratch scratch;
    std::string text = "author;text\n";
    for (int i = 0; i < 50; ++i) text += "ana;hello\n";
    auto preview = format("posts-csv")->preview(scratch.write("p.csv", text));
    EXPECT_EQ(preview.columns, (std::vector<std::string>{"author", "text"}));
    EXPECT_EQ(preview.rows.size(), 20u);
    EXPECT_EQ(preview.suggestion.at("text"), "text");
}

TEST(PostsCsv, authors_of_a_known_network_are_spelled_its_way) {
    Scratch scratch;
    auto file = scratch.write("p.csv", "author,text,network\nHTTPS://Town.Example/ana,x,feed\n!!,y,feed\n");
    auto all = read_all("posts-csv", {file});
    ASSERT_EQ(all.messages.size(), 1u);
    EXPECT_EQ(all.messages[0].author.handle, "https://town.example/ana");
    ASSERT_EQ(all.refused.size(), 1u);
}
