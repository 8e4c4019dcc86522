#include "text/html_tame.hpp"

#include <gumbo.h>

#include "text/samples.hpp"

using text::tame;

namespace {

struct Extent {
    std::size_t depth = 0, nodes = 0;
};

// How deep and how large a parsed page is, walked without recursion.
Extent extent_of(const std::string& html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    std::vector<std::pair<const GumboNode*, std::size_t>> open = {{output->root, 1}};
    Extent extent;
    while (!open.empty()) {
        auto [node, depth] = open.back();
        open.pop_back();
        extent = {std::max(extent.depth, depth), extent.nodes + 1};
        if (node->type != GUMBO_NODE_ELEMENT) continue;
        for (unsigned i = 0; i < node->v.element.children.length; ++i)
            open.emplace_back(static_cast<const GumboNode*>(node->v.element.children.data[i]), depth + 1);
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return extent;
}

const std::vector<std::string_view> tags = {
    "<p>",           "</p>",      "<b>",        "</b>",          "<i>",           "</i>",
    "<a>",           "</a>",      "<font>",     "<font size=1>", "<font size=2>", "</font>",
    "<table>",       "</table>",  "<tr>",       "</tr>",         "<td>",          "</td>",
    "<th>",          "<caption>", "</caption>", "<col>",         "<colgroup>",    "<tbody>",
    "<div>",         "</div>",    "<li>",       "<ul>",          "</ul>",         "<dd>",
    "<h1>",          "</h1>",     "<nobr>",     "<pre>",         "<center>",      "<blockquote>",
    "</blockquote>", "x",         " ",          "<br>",          "<hr>",          "<span>",
    "</span>"};

}  // namespace

TEST(Tame, keeps_known_tags_and_the_attributes_that_matter) {
    EXPECT_EQ(tame("<P Class=x onclick=y data-x=1 ID='q\"' class=z>a</P >"),
              "<p class=\"x\" id=\"q&quot;\">a</p>");
    EXPECT_EQ(tame("1 < 2 <3 <x>y</x> <br/></br>"), "1 &lt; 2 &lt;3 y <br><br>");
    EXPECT_EQ(tame("<p title='<b>'>a<p"), "<p title=\"<b>\">a");
}

TEST(Tame, removes_what_is_no_markup) {
    EXPECT_EQ(tame("a<!-- <b> -->b<!-->c<!--x--!>d<!doctype html><?php ?>e</ x>f"), "abcdef");
    EXPECT_EQ(tame("a<script><b></script >b<style>c</styles></style>d<title>e"), "abd");
    EXPECT_EQ(tame("a<svg><b></svg>b<svg>c"), "abc");
}

TEST(Tame, never_writes_a_tag_that_it_did_not_count) {
    EXPECT_EQ(tame("<<svg>script>"), "&lt;script>");
    EXPECT_EQ(tame("<scr<b></b>ipt>"), "ipt>");
}

TEST(Tame, closes_what_html_closes_by_itself) {
    std::string paragraphs, cells;
    for (int i = 0; i < 1'000; ++i) {
        paragraphs += "<p><font>x";
        cells += "<tr><td>x<td><b>y</b>";
    }
    EXPECT_EQ(std::ranges::count(tame(paragraphs), 'p'), 1'000);
    EXPECT_EQ(tame("<table>" + cells), "<table>" + cells);
}

TEST(Tame, bounds_what_the_parser_makes_of_tag_soup) {
    for (const std::string& html : text::samples::glued(tags, 150, 2'000)) {
        Extent extent = extent_of(tame(html));
        ASSERT_LE(extent.depth, 450u) << html;
        ASSERT_LE(extent.nodes, 60'000u) << html;
    }
}

TEST(Tame, bounds_what_the_parser_makes_of_repetition) {
    std::mt19937 engine(7);
    for (int round = 0; round < 120; ++round) {
        std::string piece;
        for (std::size_t left = 1 + engine() % 5; left > 0; --left) piece += tags[engine() % tags.size()];
        Extent extent = extent_of(tame(text::samples::repeated(piece, 40'000)));
        ASSERT_LE(extent.depth, 450u) << piece;
        ASSERT_LE(extent.nodes, 400'000u) << piece;
    }
}
