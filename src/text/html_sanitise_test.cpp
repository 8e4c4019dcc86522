#include <filesystem>
#include <fstream>
#include <gumbo.h>
#include <set>

#include "base/encoding.hpp"
#include "base/json.hpp"
#include "base/shared_data_test.hpp"
#include "text/html.hpp"
#include "text/samples.hpp"
#include "text/utf8.hpp"

using text::sanitise;

namespace {

std::string clean(std::string_view html) {
    return sanitise(html).html;
}

const std::set<std::string, std::less<>> safe_elements = {
    "html",   "head", "body",       "a",      "abbr",       "acronym", "address", "article", "aside",
    "b",      "bdi",  "bdo",        "big",    "blockquote", "br",      "caption", "center",  "cite",
    "code",   "col",  "colgroup",   "dd",     "del",        "details", "dfn",     "div",     "dl",
    "dt",     "em",   "figcaption", "figure", "font",       "footer",  "h1",      "h2",      "h3",
    "h4",     "h5",   "h6",         "header", "hr",         "i",       "img",     "ins",     "kbd",
    "li",     "main", "mark",       "nav",    "nobr",       "ol",      "p",       "pre",     "q",
    "rp",     "rt",   "ruby",       "s",      "samp",       "section", "small",   "span",    "strike",
    "strong", "sub",  "summary",    "sup",    "table",      "tbody",   "td",      "tfoot",   "th",
    "thead",  "time", "tr",         "tt",     "u",          "ul",      "var",     "wbr"};

const std::set<std::string, std::less<>> safe_attributes = {
    "dir",    "lang",    "title",   "align", "alt",     "width",       "height",
    "border", "colspan", "rowspan", "scope", "bgcolor", "cellpadding", "cellspacing",
    "valign", "color",   "face",    "size",  "start",   "type",        "datetime",
    "hidden", "style",   "href",    "rel",   "target",  "src",         "data-src"};

std::string fault_of(const GumboAttribute& attribute) {
    std::string name = attribute.name, value = attribute.value;
    if (!safe_attributes.contains(name)) return "attribute " + name;
    auto starts = [&](std::initializer_list<std::string_view> with) {
        return std::ranges::any_of(
            with, [&](std::string_view start) { return text::ascii_lowered(value).starts_with(start); });
    };
    if (name == "href" && !starts({"http://", "https://", "mailto:", "tel:"})) return "href " + value;
    if (name == "src" &&
        !starts({"cid:", "data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"}))
        return "src " + value;
    if (name == "data-src" && !starts({"http://", "https://"})) return "data-src " + value;
    for (std::string_view bad :
         {"url", "expression", "\\", "/*", "@", "position", "behavior", "javascript", "var("})
        if (name == "style" && value.find(bad) != std::string::npos) return "style " + value;
    return {};
}

// What is in a page that should not be; "" when all is well. Written apart from the code under test.
std::string fault_in(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE)
        return node.type == GUMBO_NODE_COMMENT || node.type == GUMBO_NODE_CDATA ? "comment" : "";
    std::string name = gumbo_normalized_tagname(node.v.element.tag);
    if (node.v.element.tag_namespace != GUMBO_NAMESPACE_HTML || !safe_elements.contains(name))
        return "element " + name;
    for (unsigned i = 0; i < node.v.element.attributes.length; ++i)
        if (auto fault = fault_of(*static_cast<GumboAttribute*>(node.v.element.attributes.data[i]));
            !fault.empty())
            return fault;
    for (unsigned i = 0; i < node.v.element.children.length; ++i)
        if (auto fault = fault_in(*static_cast<GumboNode*>(node.v.element.children.data[i])); !fault.empty())
            return fault;
    return {};
}

std::string fault_of_page(const std::string& html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    std::string fault = fault_in(*output->root);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return fault;
}

void expect_safe(const std::string& html) {
    std::string once = clean(html);
    ASSERT_TRUE(is_utf8(once));
    ASSERT_EQ(fault_of_page(once), "") << html << "\n -> " << once;
    ASSERT_EQ(fault_of_page("<!DOCTYPE html><div>" + once + "</div>"), "") << html << "\n -> " << once;
    ASSERT_EQ(clean(once), once) << html;
}

}  // namespace

TEST(Sanitise, keeps_what_mail_looks_like) {
    EXPECT_EQ(clean("<p style='color:#c00;font-weight:bold'>Bread <b>now</b></p>"),
              "<p style=\"color:#c00;font-weight:bold\">Bread <b>now</b></p>");
    EXPECT_EQ(clean("<table width=600 cellpadding=0><tr><td align=center colspan=2>x</td></tr></table>"),
              "<table width=\"600\" cellpadding=\"0\"><tbody><tr><td align=\"center\" "
              "colspan=\"2\">x</td></tr></tbody></table>");
    EXPECT_EQ(clean("a &lt;b&gt; &amp; \"c\""), "a &lt;b&gt; &amp; &quot;c&quot;");
}

TEST(Sanitise, makes_links_safe) {
    EXPECT_EQ(clean("<a href='https://m.example/?a=1&b=2' onclick=x id=i class=c>m</a>"),
              "<a href=\"https://m.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" "
              "target=\"_blank\">m</a>");
    for (std::string_view bad :
         {"javascript:alert(1)", "JaVa\tScript:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x",
          "vbscript:x", "/relative", "//host", " javascript:x", "\x01javascript:x", "file:///etc/passwd"})
        EXPECT_EQ(clean("<a href=\"" + std::string(bad) + "\">x</a>"), "<a>x</a>") << bad;
    EXPECT_THAT(clean("<a href='mailto:a@b.example'>x</a><a href='tel:+33 1'>y</a>"),
                testing::AllOf(testing::HasSubstr("mailto:a@b.example"), testing::HasSubstr("tel:+331")));
}

TEST(Sanitise, loads_no_image_by_itself) {
    auto result = sanitise(
        "<img src='http://t.example/p.gif' width=1 height=1><img src=//t.example/q.gif>"
        "<img src='cid:logo@m'><img src='data:image/png;base64,iVBORw0='><img "
        "src='data:image/svg+xml;base64,PHN2'>"
        "<img srcset='http://t.example/r.gif 2x'>");
    EXPECT_EQ(result.remote_images, 2u);
    EXPECT_EQ(result.html,
              "<img width=\"1\" height=\"1\" data-src=\"http://t.example/p.gif\"><img "
              "data-src=\"https://t.example/q.gif\">"
              "<img src=\"cid:logo@m\"><img src=\"data:image/png;base64,iVBORw0=\"><img><img>");
    EXPECT_EQ(sanitise(result.html).remote_images, 2u);
    EXPECT_EQ(clean("<img src='data:image/png;base64," + std::string(600'000, 'A') + "'>"), "<img>");
}

TEST(Sanitise, keeps_styles_that_only_shape) {
    EXPECT_EQ(clean("<p style=\"COLOR: Red !important; font-family:'Segoe UI',Arial; margin:0 auto\">x</p>"),
              "<p style=\"color:red;font-family:segoe ui,arial;margin:0 auto\">x</p>");
    for (std::string_view bad :
         {"background:url(http://t.example/x)", "background-image:url(x)", "position:fixed",
          "width:expression(alert(1))", "color:\\75rl(x)", "margin:-500px", "behavior:url(x)",
          "color:var(--x)", "font:url(x)", "color:red/**/", "-moz-binding:url(x)", "display:flex",
          "width:calc(100% - -1px)", "@import 'x'", "color:r&#10;gb(", "z-index:9"})
        EXPECT_EQ(clean("<p style=\"" + std::string(bad) + "\">x</p>"), "<p>x</p>") << bad;
    EXPECT_EQ(clean("<p style='color:rgb(1,2,3);background:#fff'>x</p>"),
              "<p style=\"color:rgb(1,2,3);background:#fff\">x</p>");
}

TEST(Sanitise, drops_what_acts) {
    for (std::string_view bad :
         {"<script>alert(1)</script>", "<style>*{}</style>", "<iframe src=x></iframe>",
          "<svg onload=x><text>y</text></svg>", "<math><mi>y</mi></math>", "<object data=x>y</object>",
          "<link rel=stylesheet href=x>", "<meta http-equiv=refresh content=0>", "<base href=x>",
          "<textarea>y</textarea>", "<!-- y -->", "<template>y</template>", "<embed src=x>"})
        EXPECT_EQ(clean("a" + std::string(bad) + "b"), "ab") << bad;
    EXPECT_EQ(clean("<form action=x><input name=y><button>go</button></form>"), "go");
    EXPECT_EQ(clean("<p onclick=x id=y class=z>a</p>"), "<p>a</p>");
}

TEST(Sanitise, of_famous_tricks_is_safe) {
    for (const char* trick :
         {"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
          "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
          "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
          "onerror=alert(1)&gt;\">",
          "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
          "<<script>script>alert(1)<</script>/script>",
          "<scr<svg></svg>ipt>alert(1)</script>",
          "<img src=\"x` `<script>alert(1)</script>\"` `>",
          "<a href=\"jav&#x09;ascript:alert(1)\">",
          "<xmp><img alt=\"</xmp><img src=x onerror=alert(1)>\">",
          "<!--><img src=x onerror=alert(1)>-->",
          "<!--x--!><script>y</script>",
          "<p><plaintext><script>x",
          "<table><td><a><table><a href=javascript:x>",
          "<select><style></select><img src=x onerror=y></style>",
          "<a<b>c</a>",
          "<p/onclick=x//>",
          "<img/src/onerror=x>",
          "</br></p>",
          "<a href='x\"onmouseover=\"y'>",
          "<title><a title=\"</title><script>x</script>\">",
          "<pre>\n\n\nx</pre>",
          "<a><a><a>x",
          "<p><table><p><td><p>",
          "<li><li></ul><li>",
          "<b><p><b><p></b>x</p>y</b>z"})
        expect_safe(trick);
}

TEST(Sanitise, of_glued_markup_is_safe_and_stays_as_it_is) {
    std::vector<std::string_view> pieces = {"<p>",
                                            "</p>",
                                            "<b>",
                                            "</b>",
                                            "<i>",
                                            "</i>",
                                            "<a href=x>",
                                            "<a href=\"https://a.example\">",
                                            "</a>",
                                            "<table>",
                                            "</table>",
                                            "<tr>",
                                            "</tr>",
                                            "<td>",
                                            "</td>",
                                            "<div style='color:red'>",
                                            "</div>",
                                            "<li>",
                                            "<ul>",
                                            "</ul>",
                                            "<svg>",
                                            "</svg>",
                                            "<style>",
                                            "</style>",
                                            "<script>",
                                            "</script>",
                                            "<!--",
                                            "-->",
                                            "<",
                                            ">",
                                            "\"",
                                            "'",
                                            "=",
                                            "/",
                                            "&lt;",
                                            "&#60;",
                                            "text",
                                            " ",
                                            "\n",
                                            "<img src=",
                                            "<math>",
                                            "<mtext>",
                                            "<noscript>",
                                            "</noscript>",
                                            "<pre>\n",
                                            "</pre>",
                                            "<font size=1>",
                                            "</font>",
                                            "<select>",
                                            "<form>",
                                            "<template>",
                                            "<br>",
                                            "</br>",
                                            "<h1>",
                                            "</h1>",
                                            "<nobr>",
                                            "<caption>",
                                            "<col>",
                                            "<tbody>",
                                            "\xff",
                                            "<![CDATA[",
                                            "]]>",
                                            "<?",
                                            "<title>",
                                            "</title>",
                                            "<blockquote>",
                                            "</blockquote>",
                                            "<center>",
                                            "<button>"};
    for (const std::string& html : text::samples::glued(pieces, 4'000, 24)) expect_safe(html);
    for (const std::string& bytes : text::samples::random_bytes(500)) expect_safe(bytes);
}

TEST(Sanitise, bounds_depth_and_time) {
    for (std::string_view piece : {"<div>",
                                   "<a>",
                                   "<b>",
                                   "<ul><li>",
                                   "<font size=1><p>",
                                   "<b><div></b>",
                                   "<p><b><i><u>",
                                   "<table><tr><td>",
                                   "<table>",
                                   "<x a=1",
                                   "<!--",
                                   "<svg>",
                                   "<svg><style>",
                                   "<style>",
                                   "<a href=\"",
                                   "</",
                                   "<p>x",
                                   "&amp",
                                   "<i><div></i>",
                                   "<blockquote>",
                                   "<div style='color:red'>",
                                   "<table><b>x",
                                   "<td><font>",
                                   "<textarea>",
                                   "<img src=",
                                   "<!-->",
                                   "<select>"}) {
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& html) { sanitise(html); })) << piece;
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& html) { text::to_text(html); }))
            << piece;
    }
    auto numbered = [](std::string_view before, std::string_view after) {
        std::string out;
        for (int i = 0; i < 500; ++i) out.append(before).append(std::to_string(i)).append(after);
        return out;
    };
    auto different = [&](const std::string& html) { sanitise(numbered("<font size=", "><p>x") + html); };
    EXPECT_TRUE(text::samples::grows_linearly("<p>", different));
    EXPECT_LT(clean(numbered("<font size=", "><p>x")).size(), 500'000u);
    EXPECT_EQ(clean("<p" + numbered(" a", "=1") + ">x"), "<p>x</p>");
}

namespace {

// Every string anywhere in a JSON document: the tokenizer tests of html5lib, used as hostile input.
void strings_in(const json::value& value, std::vector<std::string>& out) {
    if (value.is_string()) out.emplace_back(value.as_string());
    if (value.is_array())
        for (const json::value& child : value.as_array()) strings_in(child, out);
    if (value.is_object())
        for (const auto& member : value.as_object()) strings_in(member.value(), out);
}

}  // namespace

TEST(Sanitise, of_the_html5lib_tests_is_safe) {
    SHARED_DATA(folder, "09-hostile");
    std::vector<std::string> inputs;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().string().find("html5lib") == std::string::npos) continue;
        auto content = test::contents(entry.path());
        if (auto parsed = json::parse(content)) strings_in(*parsed, inputs);
        inputs.push_back(std::move(content));
    }
    EXPECT_GT(inputs.size(), 1'000u);
    for (const std::string& input : inputs) expect_safe(input);
}

TEST(ToHtml, escapes_and_links) {
    EXPECT_EQ(text::to_html("a <b> & c\r\nsee maison.fr, ana@maison.fr"),
              "a &lt;b&gt; &amp; c<br>see <a href=\"https://maison.fr\" rel=\"noopener noreferrer nofollow\" "
              "target=\"_blank\">maison.fr</a>, "
              "<a href=\"mailto:ana@maison.fr\" rel=\"noopener noreferrer nofollow\" "
              "target=\"_blank\">ana@maison.fr</a>");
    for (const std::string& text : text::samples::glued(text::samples::scripts, 500))
        expect_safe(text::to_html(text));
    EXPECT_EQ(text::escape("<\"&'>"), "&lt;&quot;&amp;&#39;&gt;");
}
