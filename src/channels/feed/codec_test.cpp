#include "channels/feed/codec.hpp"

using namespace channels::feed;

namespace {
Feed read(std::string_view bytes, std::string_view content_type = {}, std::string_view url = {}) {
    auto result = decode(bytes, content_type, url);
    auto* problem = std::get_if<Problem>(&result);
    EXPECT_EQ(problem, nullptr) << problem->text;
    return problem ? Feed{} : std::get<Feed>(result);
}

std::string problem(std::string_view bytes, std::string_view content_type = {}) {
    auto result = decode(bytes, content_type, "https://town.example/feed");
    auto* found = std::get_if<Problem>(&result);
    return found ? found->text : "it was read as a feed";
}

std::string title(std::string_view bytes, std::string_view content_type = {}) {
    return read(bytes, content_type).title.value;
}

std::string rss(std::string_view inside) {
    return "<rss version='2.0'><channel>" + std::string(inside) + "</channel></rss>";
}
}  // namespace

TEST(FeedCodec, prefixes_mean_what_they_are_declared_for) {
    auto feed = read(
        "<x:feed xmlns:x='http://www.w3.org/2005/Atom'><x:title>T</x:title><x:entry "
        "xmlns:y='http://purl.org/dc/elements/1.1/'>"
        "<y:creator>Ana</y:creator><x:title>E</x:title></x:entry></x:feed>");
    EXPECT_EQ(feed.type + feed.version, "atom1.0");
    EXPECT_EQ(feed.title.value, "T");
    EXPECT_EQ(feed.entries.at(0).authors.at(0).name, "Ana");
}

TEST(FeedCodec, bytes_win_over_labels_and_labels_over_guesses) {
    EXPECT_EQ(title("<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<title>caf\xE9</title>")), "café");
    EXPECT_EQ(title("<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<title>caf\xC3\xA9</title>")),
              "café");
    EXPECT_EQ(title("<?xml version='1.0' encoding='utf-8'?>" + rss("<title>caf\xE9</title>")), "café");
    EXPECT_EQ(title(rss("<title>\xC8\xED</title>"), "text/xml; charset=windows-1251"), "Ин");
    EXPECT_EQ(title("<?xml version='1.0' encoding='iso-2022-jp'?>" + rss("<title>\x1b$B%Q%s\x1b(B</title>")),
              "パン");
    std::string wide = "\xFE\xFF";
    for (char c : rss("<title>T</title>")) (wide += '\0') += c;
    EXPECT_EQ(title(wide), "T");
    EXPECT_EQ(title(wide.substr(2)), "T");
}

TEST(FeedCodec, a_label_that_lied_is_noticed) {
    auto feed = read("<?xml version='1.0' encoding='utf-8'?>" + rss("<title>caf\xE9</title>"));
    ASSERT_EQ(feed.notices.size(), 1u);
    EXPECT_NE(feed.notices[0].find("windows-1252"), std::string::npos);
}

TEST(FeedCodec, broken_xml_is_mended_with_a_notice) {
    auto feed = read("Warning: something<br>\n<?xml version='1.0'?>" +
                     rss("<title>Fish & Chips</title><item><title>one<item><title>two</title></item>"));
    EXPECT_EQ(feed.title.value, "Fish & Chips");
    ASSERT_EQ(feed.entries.size(), 2u);
    EXPECT_EQ(feed.entries[1].title.value, "two");
    EXPECT_EQ(feed.notices.size(), 1u);
}

TEST(FeedCodec, a_cut_document_gives_what_came_before_and_marks_the_last_entry) {
    auto feed =
        read("<rss version='2.0'><channel><title>T</title><item><title>one</title></item><item><title>tw");
    ASSERT_EQ(feed.entries.size(), 2u);
    EXPECT_FALSE(feed.entries[0].cut);
    EXPECT_TRUE(feed.entries[1].cut);
    EXPECT_FALSE(feed.notices.empty());
}

TEST(FeedCodec, entities_of_a_document_type_are_never_expanded) {
    auto feed = read("<!DOCTYPE rss [<!ENTITY a \"boom\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>" +
                     rss("<title>&a;&b;</title>"));
    EXPECT_EQ(feed.title.value, "&a;&b;");
}

TEST(FeedCodec, relative_addresses_are_made_whole) {
    auto feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/blog/'><link href='.'/><entry xml:base='2026/'>"
        "<link href='rye'/><content type='html'>&lt;a href='../about?a=1&amp;amp;b=2'&gt;x&lt;/a&gt;&lt;img "
        "src=p.png&gt;"
        "</content></entry></feed>",
        {}, "https://town.example/feeds/all.xml");
    EXPECT_EQ(feed.link, "https://town.example/blog/");
    EXPECT_EQ(feed.entries[0].link, "https://town.example/blog/2026/rye");
    EXPECT_EQ(feed.entries[0].content.value,
              "<a href='https://town.example/blog/about?a=1&amp;b=2'>x</a><img "
              "src=https://town.example/blog/2026/p.png>");
}

TEST(FeedCodec, a_guid_is_a_link_only_when_it_says_so_and_looks_like_one) {
    auto feed = read(rss(
        "<item><guid>https://town.example/1</guid></item><item><guid isPermaLink='false'>https://x.example/2"
        "</guid></item><item><guid>7</guid></item>"));
    EXPECT_TRUE(feed.entries[0].permalink);
    EXPECT_FALSE(feed.entries[1].permalink);
    EXPECT_FALSE(feed.entries[2].permalink);
}

TEST(FeedCodec, the_publishers_wishes_are_kept) {
    auto feed =
        read(rss("<ttl>90</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</"
                 "day></skipDays>"));
    EXPECT_EQ(feed.every_ms, 90 * minute_ms);
    EXPECT_EQ(feed.skip_hours, (std::vector<int>{3, 0}));
    EXPECT_EQ(feed.skip_days, std::vector<int>{0});
    auto slow = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:s='http://purl.org/rss/1.0/modules/syndication/'><channel><s:updatePeriod>daily</"
        "s:updatePeriod>"
        "<s:updateFrequency>4</s:updateFrequency></channel></rdf:RDF>");
    EXPECT_EQ(slow.every_ms, 6 * hour_ms);
}

TEST(FeedCodec, what_is_no_feed_is_named) {
    EXPECT_EQ(problem(""), "https://town.example/feed is empty.");
    EXPECT_EQ(problem("<note><to>Ana</to></note>"),
              "https://town.example/feed is XML, but not a feed: its outermost element is <note>.");
    EXPECT_EQ(problem("{\"items\":"),
              "https://town.example/feed looks like a JSON feed, but is not well-formed JSON.");
    EXPECT_EQ(problem("{\"a\":1}"),
              "https://town.example/feed is JSON, but not a JSON Feed: it has no \"items\".");
    EXPECT_EQ(problem("just words"), "https://town.example/feed is neither RSS, Atom nor JSON Feed.");
    EXPECT_EQ(problem(std::string(max_bytes + 1, ' ')),
              "https://town.example/feed is larger than 16 MiB. Ask the publisher for a shorter feed.");
}

TEST(FeedCodec, a_web_page_is_asked_for_its_feeds) {
    auto result = decode(
        "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' "
        "href='/feed.xml?a=1&amp;b=2'>"
        "<link rel=alternate type=application/atom+xml href=https://town.example/atom></head></html>",
        "text/html", "https://town.example/blog");
    ASSERT_TRUE(std::holds_alternative<Problem>(result));
    EXPECT_EQ(
        std::get<Problem>(result).feeds,
        (std::vector<std::string>{"https://town.example/feed.xml?a=1&b=2", "https://town.example/atom"}));
    EXPECT_NE(problem("<html><form><input type=password></form></html>").find("asks for a login"),
              std::string::npos);
}

TEST(FeedCodec, more_entries_than_anyone_reads_are_left_out_with_a_notice) {
    std::string many;
    for (std::size_t i = 0; i < max_entries + 50; ++i) many += "<item><title>x</title></item>";
    auto feed = read(rss(many));
    EXPECT_EQ(feed.entries.size(), max_entries);
    EXPECT_EQ(feed.notices.size(), 1u);
}

TEST(FeedCodec, damaged_items_of_a_json_feed_are_set_aside) {
    auto feed = read(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[7,{\"id\":8,\"content_text\":\"x\"}]}");
    EXPECT_EQ(feed.version, "1.1");
    ASSERT_EQ(feed.entries.size(), 1u);
    EXPECT_EQ(feed.entries[0].id, "8");
    EXPECT_EQ(feed.damaged.size(), 1u);
}

TEST(FeedCodec, authors_are_taken_apart) {
    auto feed =
        read(rss("<item><author>ana@town.example (Ana Lund)</author></item><item><author>Ana "
                 "&lt;ana@town.example&gt;</author>"
                 "</item><item><author>Ana Lund</author></item>"));
    EXPECT_EQ(feed.entries[0].authors[0].email, "ana@town.example");
    EXPECT_EQ(feed.entries[0].authors[0].name, "Ana Lund");
    EXPECT_EQ(feed.entries[1].authors[0].email, "ana@town.example");
    EXPECT_EQ(feed.entries[2].authors[0].name, "Ana Lund");
}

TEST(FeedCodec, escaped_html_in_a_wrapper_is_html) {
    auto feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content type='html'> <div>"
        "&lt;p&gt;Rye &amp;amp; spelt&lt;/p&gt;</div> </content></entry></feed>");
    EXPECT_EQ(feed.entries.at(0).content.value, "<p>Rye &amp; spelt</p>");
}
