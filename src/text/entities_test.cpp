#include "text/entities.hpp"

#include "text/range.hpp"
#include "text/samples.hpp"

using testing::ElementsAre;
using testing::IsEmpty;
using text::entities;
using text::EntityKind;
using text::Handles;

static std::vector<std::string> found(EntityKind kind, std::string_view text,
                                      Handles handles = Handles::plain) {
    return values(entities(text, handles), kind);
}

TEST(Entities, come_in_order_with_their_place) {
    auto all = entities("Zoë: @ana #pain https://town.example.org/a $BRT ana@town.org");
    ASSERT_EQ(all.size(), 5u);
    EXPECT_EQ(all[0], (text::Entity{EntityKind::mention, {6, 10}, "ana"}));
    EXPECT_EQ(all[1], (text::Entity{EntityKind::hashtag, {11, 16}, "pain"}));
    EXPECT_EQ(all[2], (text::Entity{EntityKind::link, {17, 43}, "https://town.example.org/a"}));
    EXPECT_EQ(all[3].kind, EntityKind::cashtag);
    EXPECT_EQ(all[4], (text::Entity{EntityKind::email, {49, 61}, "ana@town.org"}));
}

TEST(Entities, find_links_with_and_without_a_scheme) {
    EXPECT_THAT(
        found(EntityKind::link, "see (http://maison.fr/menu_(soir)), maison.fr. HTTPS://MAISON.FR/?a=b&c"),
        ElementsAre("http://maison.fr/menu_(soir)", "maison.fr", "HTTPS://MAISON.FR/?a=b&c"));
    EXPECT_THAT(found(EntityKind::link, "http://localhost/ file.txt 3.14 e.g. U.S.A."), IsEmpty());
    EXPECT_THAT(found(EntityKind::link, "http://пример.рф/путь и почта@пример.рф"),
                ElementsAre("http://пример.рф/путь"));
    EXPECT_THAT(found(EntityKind::link, "http://maison.fr:8080/a"), ElementsAre("http://maison.fr:8080/a"));
}

TEST(Entities, find_tags_in_every_script) {
    EXPECT_THAT(
        found(EntityKind::hashtag, "#Bäckerei #パン #хлеб #خبز #לחם #ขนมปัง #रोटी #1a #12 a#b &#x ＃ｐａｉｎ"),
        ElementsAre("Bäckerei", "パン", "хлеб", "خبز", "לחם", "ขนมปัง", "रोटी", "1a", "ｐａｉｎ"));
    EXPECT_THAT(found(EntityKind::hashtag, "https://maison.fr/#menu"), IsEmpty());
}

TEST(Entities, find_mentions_but_not_addresses) {
    EXPECT_THAT(found(EntityKind::mention, "@ana, .@bo ana@town.org @zoë RT @jo @ana/friends"),
                ElementsAre("ana", "bo", "jo", "ana/friends"));
    EXPECT_THAT(found(EntityKind::mention, "@ana@social.org"), IsEmpty());
}

TEST(Entities, find_handles_of_the_fediverse_when_asked) {
    EXPECT_THAT(found(EntityKind::mention, "@ana@social.org, @bo.bsky.social and @jo!", Handles::federated),
                ElementsAre("ana@social.org", "bo.bsky.social", "jo"));
}

TEST(Entities, find_mail_addresses) {
    EXPECT_THAT(found(EntityKind::email,
                      "<ana.b+bread@town.co.uk> 'bo@town.org' @c@town.org d@localhost e@town.org."),
                ElementsAre("ana.b+bread@town.co.uk", "bo@town.org", "e@town.org"));
}

TEST(Entities, never_overlap_and_never_leave_the_text) {
    std::vector<std::string_view> pieces = {
        "http://", "https://", "a", "b.com", "/", "?",  "#",  "@",    "$",   "(",    ")",     ".",
        "-",       "_",        " ", "あ",    "é", "ru", "рф", "xn--", ":80", "\xf0", "t.co/x"};
    for (const std::string& text : text::samples::glued(pieces, 5'000)) {
        std::size_t last = 0;
        for (Handles handles : {Handles::plain, Handles::federated}) {
            last = 0;
            for (const text::Entity& entity : entities(text, handles)) {
                ASSERT_LE(last, entity.range.begin) << text;
                ASSERT_LT(entity.range.begin, entity.range.end) << text;
                ASSERT_LE(entity.range.end, text.size()) << text;
                ASSERT_FALSE(entity.value.empty()) << text;
                last = entity.range.end;
            }
        }
    }
    for (const std::string& bytes : text::samples::random_bytes(2'000)) entities(bytes, Handles::federated);
}

TEST(Entities, take_linear_time) {
    for (std::string_view piece : {"a.",      "あ",       "あ.",  "a.com_.", "http://", "http://a.co/(",
                                   "a.co/((", "@a",       "#a",   "a@",      "....",    "a.co/.",
                                   "$a",      "a.あ.com", "-a",   "_a.",     "x.com@",  "http://a.co/?",
                                   "xn--",    "h",        "a.co."}) {
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& text) {
            entities(text, Handles::federated);
        })) << piece;
    }
}

TEST(Target, leads_where_a_browser_would_go) {
    EXPECT_EQ(text::target("maison.fr"), "https://maison.fr");
    EXPECT_EQ(text::target("HTTP://maison.fr"), "HTTP://maison.fr");
}

TEST(TopLevelDomain, is_known_in_any_case_and_script) {
    for (std::string_view yes : {"com", "COM", "fr", "рф", "РФ", "みんな", "xn--p1ai", "ck"})
        EXPECT_TRUE(text::top_level_domain(yes)) << yes;
    for (std::string_view no : {"", "txt", "c", "comm", "example", "c om"})
        EXPECT_FALSE(text::top_level_domain(no)) << no;
}

TEST(Counted, converts_bytes_to_what_other_systems_count) {
    std::string_view text = "é🍞a";
    std::vector<text::Range> ranges = {{0, 2}, {2, 6}, {6, 7}};
    EXPECT_EQ(counted(text, ranges, text::Unit::code_points),
              (std::vector<text::Range>{{0, 1}, {1, 2}, {2, 3}}));
    EXPECT_EQ(counted(text, ranges, text::Unit::utf16), (std::vector<text::Range>{{0, 1}, {1, 3}, {3, 4}}));
}
