#include "channels/feed/mend.hpp"

using channels::feed::mend;

TEST(Mend, leaves_well_formed_documents_as_they_are) {
    auto mended = mend("<a x=\"1\"><b/>text &amp; &#233;<![CDATA[<i>]]></a>");
    EXPECT_EQ(mended.xml, "<a x=\"1\"><b/>text &amp; &#233;<![CDATA[<i>]]></a>");
    EXPECT_EQ(mended.repairs, 0u);
    EXPECT_FALSE(mended.truncated);
}

TEST(Mend, escapes_bare_ampersands_and_angles) {
    EXPECT_EQ(mend("<a>Fish & Chips < 3 &copy=2</a>").xml, "<a>Fish &amp; Chips &lt; 3 &amp;copy=2</a>");
}

TEST(Mend, turns_entities_of_html_into_characters_and_leaves_unknown_ones) {
    EXPECT_EQ(mend("<a>caf&eacute;&nbsp;&mdash; &nonsense;</a>").xml, "<a>café\u00A0— &amp;nonsense;</a>");
    EXPECT_EQ(channels::feed::html_entity("diams"), "♦");
    EXPECT_EQ(channels::feed::html_entity("omega"), "ω");
    EXPECT_EQ(channels::feed::html_entity("sigmaf"), "ς");
}

TEST(Mend, drops_document_types_with_everything_they_define) {
    EXPECT_EQ(mend("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"<b>\">]><a>&x;</a>").xml,
              "<a>&amp;x;</a>");
}

TEST(Mend, closes_what_was_left_open_and_ignores_what_was_never_opened) {
    EXPECT_EQ(mend("<a><b><i>x</b></u></a>").xml, "<a><b><i>x</i></b></a>");
    EXPECT_EQ(mend("<c><item>1<item>2</c>").xml, "<c><item>1</item><item>2</item></c>");
}

TEST(Mend, gives_attributes_their_quotes) {
    EXPECT_EQ(mend("<a b=c d e='\"&<'>x</a>").xml, "<a b=\"c\" d=\"\" e=\"&quot;&amp;&lt;\">x</a>");
}

TEST(Mend, keeps_what_came_before_a_cut) {
    auto mended = mend("<a><b>x</b><c href=\"ht");
    EXPECT_EQ(mended.xml, "<a><b>x</b></a>");
    EXPECT_TRUE(mended.truncated);
    EXPECT_EQ(mend("<a><![CDATA[x").xml, "<a><![CDATA[x]]></a>");
}

TEST(Mend, drops_control_characters_and_impossible_references) {
    EXPECT_EQ(mend("<a>b\x01\x0C&#0;&#xD800;&#x41;</a>").xml, "<a>b\xEF\xBF\xBD\xEF\xBF\xBD&#65;</a>");
}

TEST(Mend, flattens_what_is_nested_too_deep_in_linear_time) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    deep += "x";
    for (int i = 0; i < 100'000; ++i) deep += "</b>";
    auto mended = mend(deep, 10);
    EXPECT_EQ(mended.xml.substr(0, 31), "<a><a><a><a><a><a><a><a><a><a>x");
}
