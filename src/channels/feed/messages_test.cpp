#include "channels/feed/messages.hpp"

#include "base/error.hpp"
#include "channels/feed/codec.hpp"

using namespace channels::feed;

namespace {
const Origin origin{"https://Town.example/feed.xml", *Time::parse("2026-10-14T06:30:00Z")};

std::variant<model::Inbound, model::Poison> first(std::string_view item) {
    auto feed =
        decode("<rss version='2.0'><channel><title>The town</title>" + std::string(item) + "</channel></rss>",
               {}, "https://town.example/feed.xml");
    return message(std::get<Feed>(feed), std::get<Feed>(feed).entries.at(0), origin);
}

model::Inbound said(std::string_view item) {
    return std::get<model::Inbound>(first(item));
}
}  // namespace

TEST(FeedMessages, the_author_is_named_by_address_mail_or_feed) {
    EXPECT_EQ(said("<item><title>x</title><author>Ana@Town.example (Ana)</author></item>").author,
              (model::Handle{"feed", "ana@town.example", "Ana"}));
    EXPECT_EQ(said("<item><title>x</title><author>Ana  Lund</author></item>").author,
              (model::Handle{"feed", "https://town.example/feed.xml#ana lund", "Ana Lund"}));
    EXPECT_EQ(said("<item><title>x</title></item>").author,
              (model::Handle{"feed", "https://town.example/feed.xml", "The town"}));
}

TEST(FeedMessages, the_remote_id_is_the_guid_else_the_link_else_what_it_says) {
    EXPECT_EQ(said("<item><guid>g</guid><link>https://t.example/1</link></item>").remote_id, "g");
    EXPECT_EQ(said("<item><link>https://t.example/1</link></item>").remote_id, "https://t.example/1");
    auto made = said("<item><title>x</title></item>").remote_id;
    EXPECT_TRUE(made.starts_with("sha256:"));
    EXPECT_NE(made, said("<item><title>y</title></item>").remote_id);
    EXPECT_TRUE(said("<item><guid>" + std::string(2000, 'g') + "</guid><title>x</title></item>")
                    .remote_id.starts_with("sha256:"));
}

TEST(FeedMessages, markup_is_sanitised_and_read_as_text) {
    auto message = said(
        "<item><title>R&amp;amp;D &lt;i&gt;news&lt;/i&gt;</title><link>https://t.example/a/b</link>"
        "<description>&lt;p onclick='x()'&gt;No rye&lt;script&gt;1&lt;/script&gt; &lt;a "
        "href='c'&gt;more&lt;/a&gt;</description></item>");
    EXPECT_EQ(message.subject, "R&D news");
    EXPECT_EQ(message.html.find("onclick"), std::string::npos);
    EXPECT_EQ(message.html.find("script"), std::string::npos);
    EXPECT_NE(message.html.find("https://t.example/a/c"), std::string::npos);
    EXPECT_TRUE(message.text.starts_with("No rye"));
}

TEST(FeedMessages, plain_text_stays_plain) {
    auto message = said("<item><title>x</title><description>1 &lt; 2 &amp; 3</description></item>");
    EXPECT_EQ(message.text, "1 < 2 & 3");
    EXPECT_EQ(message.html, "");
}

TEST(FeedMessages, an_entry_without_a_date_happened_when_it_was_found) {
    EXPECT_EQ(said("<item><title>x</title></item>").sent_at, origin.fetched_at);
    EXPECT_EQ(said("<item><title>x</title><pubDate>Wed, 14 Oct 2026 05:00:00 GMT</pubDate></item>")
                  .sent_at.rfc3339(),
              "2026-10-14T05:00:00.000Z");
}

TEST(FeedMessages, an_entry_that_says_nothing_is_poison_that_can_be_tried_again) {
    auto result = first("<item><guid>g</guid><strange/></item>");
    ASSERT_TRUE(std::holds_alternative<model::Poison>(result));
    auto& poison = std::get<model::Poison>(result);
    EXPECT_EQ(poison.remote_id, "g");
    EXPECT_EQ(poison.raw, "<rss><channel><item><guid>g</guid><strange/></item></channel></rss>");
    channels::ChannelConfig config{Id{1}, "x", {{"url", origin.url}}, {}};
    EXPECT_TRUE(std::holds_alternative<model::Poison>(decode_raw(poison.raw, config)));
    EXPECT_TRUE(std::holds_alternative<model::Inbound>(
        decode_raw("<rss><channel><item><title>t</title></item></channel></rss>", config)));
}

TEST(FeedMessages, the_fingerprint_changes_with_what_is_read) {
    auto a = said("<item><guid>g</guid><title>x</title></item>"),
         b = said("<item><guid>g</guid><title>y</title></item>");
    EXPECT_EQ(fingerprint(a), fingerprint(a));
    EXPECT_NE(fingerprint(a), fingerprint(b));
}

TEST(FeedMessages, handles_have_one_spelling) {
    EXPECT_EQ(canonical(" Ana@Town.Example "), "ana@town.example");
    EXPECT_EQ(canonical("Town.example/Feed#Ana  Lund"), "https://town.example/Feed#ana lund");
    for (auto wrong : {"", "ana", "ftp://town.example", "a b c"})
        EXPECT_THROW(canonical(wrong), Error) << wrong;
}
