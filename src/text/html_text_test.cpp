#include "text/html.hpp"

using text::to_text;

TEST(ToText, parts_paragraphs_and_lines) {
    EXPECT_EQ(to_text("<p>Hello  <b>Ana</b>,</p><p>no\nbread<br>today.</p>"),
              "Hello Ana,\n\nno bread\ntoday.");
    EXPECT_EQ(to_text("<div>one</div><div>two</div><div><br></div><div>three</div>"), "one\ntwo\n\nthree");
    EXPECT_EQ(to_text("a&nbsp;b &amp; c &lt;d&gt; &eacute; &#x1F35E;"), "a b & c <d> é 🍞");
    EXPECT_EQ(to_text(""), "");
    EXPECT_EQ(to_text("just text"), "just text");
}

TEST(ToText, writes_lists_as_lists) {
    EXPECT_EQ(to_text("Order:<ul><li>rye</li><li>spelt<ol><li>big<li>small</ol></li></ul>soon"),
              "Order:\n\n- rye\n- spelt\n  1. big\n  2. small\n\nsoon");
}

TEST(ToText, shows_where_links_lead_when_it_differs) {
    EXPECT_EQ(to_text("<a href='https://maison.example/menu'>menu</a>"),
              "menu (https://maison.example/menu)");
    EXPECT_EQ(to_text("<a href='https://www.maison.example/'>maison.example</a>"), "maison.example");
    EXPECT_EQ(to_text("<a href='mailto:a@b.example'>a@b.example</a>"), "a@b.example");
    EXPECT_EQ(to_text("<a href='javascript:alert(1)'>x</a> <a href='/y'>y</a>"), "x y");
    EXPECT_EQ(to_text("<a href='https://m.example'><img src=x alt='Logo'></a>"), "Logo");
}

TEST(ToText, parts_cells_and_rows_of_tables) {
    EXPECT_EQ(to_text("<table><tr><td>Rye</td><td>4.20</td></tr><tr><td>Spelt<td>5</table>"),
              "Rye 4.20\nSpelt 5");
}

TEST(ToText, marks_quotes_as_mail_programs_do) {
    EXPECT_EQ(to_text("Yes.<blockquote>Is it<br>ready?<blockquote>When?</blockquote></blockquote>Ana"),
              "Yes.\n\n> Is it\n> ready?\n>\n> > When?\n\nAna");
}

TEST(ToText, leaves_out_what_nobody_sees) {
    EXPECT_EQ(to_text("<head><title>t</title><style>p{}</style></head><body>a<script>b</script><!-- c -->"
                      "<span style='display: none'>d</span><p hidden>e</p><select><option>f</select>g"),
              "ag");
    EXPECT_EQ(to_text("<div style='font-size:0px;max-height:0'>preview</div>shown<span "
                      "style='font-size:0.9em'>!</span>"),
              "shown!");
    EXPECT_EQ(to_text("a\u200B&zwnj;&nbsp;&zwnj;&nbsp;b"), "a b");
}

TEST(ToText, keeps_the_lines_of_preformatted_text) {
    EXPECT_EQ(to_text("<pre>a\n  b\n\nc</pre>"), "a\n  b\n\nc");
}

TEST(ToText, keeps_words_of_many_scripts) {
    EXPECT_EQ(to_text("<p dir=rtl>صباح الخير</p><p>می‌خواهم</p><p>👩‍👩‍👧</p>"),
              "صباح الخير\n\nمی‌خواهم\n\n👩‍👩‍👧");
}
