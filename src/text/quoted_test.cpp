#include "text/quoted.hpp"

#include <set>

#include "base/encoding.hpp"
#include "text/samples.hpp"

using testing::HasSubstr;
using testing::Not;
using text::split_html;
using text::split_reply;

namespace {

std::string visible(std::string_view mail) {
    return split_reply(mail).visible;
}

}  // namespace

TEST(SplitReply, parts_answer_quote_and_signature) {
    auto split = split_reply(
        "Merci !\r\n\r\n-- \r\nAntoinette\r\n\r\nOn Mon, 5 Oct 2026 at 09:12, Ana <ana@x.example> "
        "wrote:\r\n> Is there bread?\r\n");
    EXPECT_EQ(split.visible, "Merci !");
    EXPECT_EQ(split.signature, "-- \nAntoinette");
    EXPECT_EQ(split.quoted, "On Mon, 5 Oct 2026 at 09:12, Ana <ana@x.example> wrote:\n> Is there bread?");
}

TEST(SplitReply, knows_the_introductions_of_many_languages) {
    for (std::string_view introduction :
         {"On 5 Oct 2026, at 09:12, Ana <ana@x.example> wrote:",
          "Le lun. 5 oct. 2026 à 09:12, Ana <ana@x.example> a écrit :",
          "Am 05.10.2026 um 09:12 schrieb Ana:",
          "El lun, 5 oct 2026 a las 9:12, Ana (<ana@x.example>) escribió:",
          "Em seg., 5 de out. de 2026 às 09:12, Ana <ana@x.example> escreveu:",
          "Il giorno lun 5 ott 2026 alle ore 09:12 Ana <ana@x.example> ha scritto:",
          "Op ma 5 okt. 2026 om 09:12 schreef Ana <ana@x.example>:",
          "Den mån 5 okt. 2026 kl 09:12 skrev Ana <ana@x.example>:",
          "man. 5. okt. 2026 kl. 09:12 skrev Ana <ana@x.example>:",
          "ma 5. lokak. 2026 klo 9.12 Ana (ana@x.example) kirjoitti:",
          "pon., 5 paź 2026 o 09:12 Ana <ana@x.example> napisał(a):",
          "po 5. 10. 2026 v 9:12 odesílatel Ana <ana@x.example> napsal:",
          "пн, 5 окт. 2026 г. в 09:12, Ana <ana@x.example>:",
          "5 жовтня 2026 р. о 09:12 Ana <ana@x.example> пише:",
          "Ana <ana@x.example>, 5 Eki 2026 Pzt, 09:12 tarihinde şunu yazdı:",
          "Στις Δευ 5 Οκτ 2026 στις 9:12 π.μ., ο χρήστης Ana <ana@x.example> έγραψε:",
          "Ana <ana@x.example> ezt írta (időpont: 2026. okt. 5., H, 9:12):",
          "2026年10月5日(月) 9:12 Ana <ana@x.example>:",
          "Ana <ana@x.example> 于2026年10月5日周一 09:12写道：",
          "2026년 10월 5일 (월) 오전 9:12, Ana <ana@x.example>님이 작성:",
          "Vào Th 2, 5 thg 10, 2026 vào lúc 09:12 Ana <ana@x.example> đã viết:",
          "Pada Sen, 5 Okt 2026 pukul 09.12 Ana <ana@x.example> menulis:",
          "في الاثنين، 5 أكتوبر 2026 في 9:12 ص تمت كتابة ما يلي بواسطة Ana <ana@x.example>:",
          "בתאריך יום ב׳, 5 באוק׳ 2026 ב-9:12 מאת Ana <ana@x.example>:",
          "2026-10-05 9:12 GMT+02:00 Ana <ana@x.example>:",
          "---- On Mon, 05 Oct 2026 09:12:00 +0200 ana@x.example wrote ----"}) {
        for (std::string_view mark : {"> ", ""}) {
            std::string mail = "Bien sûr.\n\n" + std::string(introduction) + "\n\n" + std::string(mark) +
                               "Is there bread?\n";
            EXPECT_EQ(visible(mail), "Bien sûr.") << introduction;
        }
    }
}

TEST(SplitReply, joins_introductions_that_were_wrapped) {
    EXPECT_EQ(
        visible("Yes\n\nOn Mon, 5 Oct 2026 at 09:12, Ana Very Long Name <\nana@x.example> wrote:\n\n> a"),
        "Yes");
    EXPECT_EQ(visible("On the other hand, no.\nOn 5 Oct 2026,\nat 9:12,\nAna <ana@x.example>\nwrote:\n> a"),
              "On the other hand, no.");
}

TEST(SplitReply, knows_the_head_of_a_quoted_mail) {
    for (std::string_view head :
         {"From: Ana <a@x.example>\nSent: Monday\nTo: b@x.example\nSubject: Bread",
          "Von: Ana\nGesendet: Montag\nAn: b\nBetreff: Brot", "De : Ana\nEnvoyé : lundi\nÀ : b\nObjet : Pain",
          "*De:* Ana\n*Enviado el:* lunes\n*Para:* b\n*Asunto:* Pan",
          "Da: Ana\nInviato: lunedì\nA: b\nOggetto: Pane",
          "Van: Ana\nVerzonden: maandag\nAan: b\nOnderwerp: Brood",
          "Från: Ana\nSkickat: måndag\nTill: b\nÄmne: Bröd",
          "От: Ana\nОтправлено: понедельник\nКому: b\nТема: Хлеб",
          "差出人: Ana\n日時: 10月5日\n宛先: b\n件名: パン",
          "发件人: Ana\n发送时间: 星期一\n收件人: b\n主题: 面包",
          "보낸 사람: Ana\n날짜: 월요일\n받는 사람: b\n제목: 빵"}) {
        EXPECT_EQ(visible("Danke\n\n" + std::string(head) + "\n\nIs there bread?"), "Danke") << head;
        EXPECT_EQ(
            visible("Danke\n________________________________\n" + std::string(head) + "\n\nIs there bread?"),
            "Danke")
            << head;
    }
}

TEST(SplitReply, knows_dividers) {
    for (std::string_view divider : {"-----Original Message-----", "-------- Message d'origine --------",
                                     "-----Ursprüngliche Nachricht-----", "----- 原始邮件 -----",
                                     "---------- Forwarded message ---------", "Begin forwarded message:",
                                     "##- Please type your reply above this line -##"})
        EXPECT_EQ(visible("Oui\n\n" + std::string(divider) + "\nIs there bread?"), "Oui") << divider;
}

TEST(SplitReply, knows_signatures_of_telephones) {
    for (std::string_view line :
         {"Sent from my iPhone", "Envoyé de mon iPhone", "Von meinem iPhone gesendet",
          "Enviado desde mi iPhone", "Inviato da iPhone", "Verstuurd vanaf mijn iPhone",
          "Skickat från min iPhone", "iPhoneから送信", "发自我的 iPhone", "나의 iPhone에서 보냄",
          "Отправлено с iPhone", "Get Outlook for Android<https://aka.ms/x>"}) {
        auto split = split_reply("Ok\n\n" + std::string(line) + "\n\n> a\n");
        EXPECT_EQ(split.visible, "Ok") << line;
        EXPECT_EQ(split.signature, line);
    }
    EXPECT_EQ(visible("Hello\nSent from my desk, which is easier."),
              "Hello\nSent from my desk, which is easier.");
}

TEST(SplitReply, keeps_a_farewell_but_not_a_card) {
    EXPECT_EQ(visible("Hello\n\nBest regards,\nAna"), "Hello\n\nBest regards,\nAna");
    auto split = split_reply("Hello\n\nMit freundlichen Grüßen\nAna Muster\nBäckerei\nTel. 123");
    EXPECT_EQ(split.visible, "Hello");
    EXPECT_THAT(split.signature, HasSubstr("Bäckerei"));
}

TEST(SplitReply, shows_answers_between_quotes_with_the_quotes) {
    auto split = split_reply("On 5 Oct 2026, Ana wrote:\n> Rye?\n\nYes.\n\n> Spelt?\n\nNo.\n\n> Bye\n");
    EXPECT_EQ(split.visible, "> Rye?\n\nYes.\n\n> Spelt?\n\nNo.");
    EXPECT_THAT(split.quoted, HasSubstr("> Bye"));
}

TEST(SplitReply, shows_an_answer_below_the_quote_without_it) {
    EXPECT_EQ(visible("On 5 Oct 2026, Ana wrote:\n> Rye?\n\nYes.\n-- \nBo"), "Yes.");
}

TEST(SplitReply, shows_everything_rather_than_nothing) {
    for (std::string_view mail :
         {"> only\n> quotes", "---------- Forwarded message ---------\nFrom: a\nDate: b\nSubject: c\n\nText",
          "Sent from my iPhone", "-- \nAna"})
        EXPECT_EQ(visible(mail), mail);
    EXPECT_EQ(visible(""), "");
}

TEST(SplitReply, is_not_fooled_by_prose) {
    for (std::string_view mail :
         {"On the whole this is fine.\nOn average too: yes.", "She wrote: come at 5.\nI came.",
          "From: here to there\nis far", "Prices:\n-- rye 4\n-- spelt 5", "In 2019 we said:\nall good",
          "a\n-----\nb", "2026-10-05 09:12\nwas the date"}) {
        EXPECT_EQ(visible(mail), mail);
    }
}

TEST(SplitReply, loses_no_line) {
    std::vector<std::string_view> pieces = {"On 5 Oct 2026, Ana <a@x.example> wrote:\n",
                                            "> quoted\n",
                                            "\n",
                                            "words\n",
                                            "-- \n",
                                            "From: a\nSent: b\nTo: c\n",
                                            "Sent from my iPhone\n",
                                            "____\n",
                                            "-----Original Message-----\n",
                                            "Regards,\n",
                                            ">> deep\n",
                                            "\xff\r\n",
                                            "  \n",
                                            "wrote:\n"};
    for (const std::string& mail : text::samples::glued(pieces, 3'000, 20)) {
        auto filled = [](std::string_view text) {
            std::multiset<std::string> lines;
            for (std::size_t at = 0; at < text.size();) {
                std::size_t end = std::min(text.find('\n', at), text.size());
                std::string line(text.substr(at, end - at));
                if (line.ends_with('\r')) line.pop_back();
                if (line.find_first_not_of(' ') != std::string::npos) lines.insert(line);
                at = end + 1;
            }
            return lines;
        };
        auto split = split_reply(mail);
        ASSERT_EQ(filled(split.visible + "\n" + split.quoted + "\n" + split.signature), filled(to_utf8(mail)))
            << mail;
    }
}

TEST(SplitReply, takes_linear_time) {
    for (std::string_view piece :
         {"\n", "> a\n", "On 1 ", "On 1\n", "from: a\n", "-- \n", "wrote:\n", "1 wrote:\nb\n",
          "Sent from my x\n", "> a\nb\n", "__\n", "On 1 a@b wrote", "\xe2\x80\x8b"}) {
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& mail) { split_reply(mail); }))
            << piece;
    }
}

TEST(SplitHtml, parts_what_mail_programs_mark) {
    for (std::string_view quote :
         {"<div class=\"gmail_quote\"><div class=gmail_attr>On 5 Oct 2026 Ana wrote:</div><blockquote "
          "class=gmail_quote>old</blockquote></div>",
          "<blockquote type=\"cite\">old</blockquote>",
          "<div class=moz-cite-prefix>On 5/10/26 Ana wrote:</div><blockquote type=cite>old</blockquote>",
          "<div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>From:</b> Ana</div><div>old</div>",
          "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in "
          "0in'><p><b>From:</b> Ana</p></div></div><p>old</p>",
          "<div id=yahoo_quoted_1 class=yahoo_quoted>old</div>",
          "<p>-----Original Message-----</p><p>old</p>",
          "<p>From: Ana<br>Sent: Monday<br>To: Bo<br>Subject: Bread</p><p>old</p>",
          "<p>Le 5 oct. 2026 à 09:12, Ana a écrit :</p><blockquote>old</blockquote>",
          "<p>Am 5.10.2026 um 09:12 schrieb Ana &lt;a@x.example&gt;:</p><p>old</p>"}) {
        auto split = split_html("<div>new <b>words</b></div><br>" + std::string(quote));
        EXPECT_THAT(split.visible_html, HasSubstr("new <b>words</b>")) << quote;
        EXPECT_THAT(split.visible_html, Not(HasSubstr("old"))) << quote << "\n" << split.visible_html;
        EXPECT_THAT(split.visible_html, Not(HasSubstr("Ana"))) << quote << "\n" << split.visible_html;
        EXPECT_THAT(split.quoted_html, HasSubstr("old")) << quote;
    }
}

TEST(SplitHtml, keeps_an_answer_below_the_quote) {
    auto split =
        split_html("<p>On 5 Oct 2026 Ana wrote:</p><blockquote type=cite>old</blockquote><p>new</p>");
    EXPECT_EQ(split.visible_html, "<p>new</p>");
    EXPECT_THAT(split.quoted_html, HasSubstr("old"));
}

TEST(SplitHtml, keeps_answers_between_quotes) {
    auto split = split_html(
        "<blockquote type=cite>one</blockquote><p>yes</p><blockquote "
        "type=cite>two</blockquote><p>no</p><blockquote type=cite>end</blockquote>");
    EXPECT_THAT(split.visible_html, testing::AllOf(HasSubstr("one"), HasSubstr("yes"), HasSubstr("two"),
                                                   HasSubstr("no"), Not(HasSubstr("end"))));
    auto inside = split_html(
        "<div class=gmail_quote>On 5 Oct 2026 Ana wrote:<blockquote "
        "class=gmail_quote>one</blockquote><div>yes</div></div>");
    EXPECT_THAT(inside.visible_html, HasSubstr("yes"));
}

TEST(SplitHtml, shows_everything_rather_than_nothing) {
    auto split = split_html("<div class=gmail_quote>forwarded</div>");
    EXPECT_EQ(split.visible_html, "<div class=\"gmail_quote\">forwarded</div>");
    EXPECT_EQ(split.quoted_html, "");
    EXPECT_EQ(split_html("").visible_html, "");
}

TEST(SplitHtml, of_any_soup_keeps_all_words) {
    std::vector<std::string_view> pieces = {"<div class=gmail_quote>",
                                            "</div>",
                                            "<blockquote type=cite>",
                                            "</blockquote>",
                                            "<p>",
                                            "</p>",
                                            "word ",
                                            "<br>",
                                            "<hr>",
                                            "<div id=divRplyFwdMsg>",
                                            "<table><tr><td>",
                                            "</table>",
                                            "<p>On 5 Oct 2026, Ana wrote:</p>",
                                            "<span style=display:none>",
                                            "</span>",
                                            "<img>",
                                            "From: a<br>Sent: b<br>To: c<br>"};
    for (const std::string& html : text::samples::glued(pieces, 2'000, 24)) {
        auto split = split_html(html);
        auto count = [](std::string_view in) {
            std::size_t words = 0;
            for (std::size_t at = in.find("word"); at != std::string_view::npos; at = in.find("word", at + 1))
                ++words;
            return words;
        };
        ASSERT_EQ(count(split.visible_html) + count(split.quoted_html), count(html)) << html;
    }
}

TEST(SplitHtml, takes_linear_time) {
    for (std::string_view piece :
         {"<div class=gmail_quote>", "<blockquote type=cite>x</blockquote>y",
          "<p>On 5 Oct 2026, Ana wrote:</p><blockquote>x</blockquote>", "<p>1 wrote:</p>", "<br>",
          "<div class=gmail_quote><blockquote></blockquote>x"}) {
        EXPECT_TRUE(text::samples::grows_linearly(piece, [](const auto& mail) { split_html(mail); }))
            << piece;
    }
}

// As the mail programs of many languages introduce what they quote.
TEST(SplitReply, introductions_are_known_in_many_languages) {
    for (const char* line :
         {"Den man. 3. nov. 2026 kl. 10.12 skrev Ana <ana@x.example>:",
          "ma 3. marrask. 2026 klo 10.12 Ana (ana@x.example) kirjoitti:",
          "pon., 3 lis 2026 o 10:12 Ana <ana@x.example> napisał(a):",
          "po 3. 11. 2026 v 10:12 odesílatel Ana <ana@x.example> napsal:",
          "Antoinette Dubois-Lefebvre de la Boulangerie <ana@x.example> ezt írta (időpont: 2026. nov. 3., "
          "10:12):",
          "În lun., 3 nov. 2026 la 10:12, Ana <ana@x.example> a scris:",
          "Antoinette Dubois-Lefebvre de la Boulangerie <ana@x.example>, 3 Kas 2026 Pzt, 10:12 tarihinde "
          "şunu yazdı:",
          "Στις Δευ 3 Νοε 2026 στις 10:12 π.μ., ο/η Ana <ana@x.example> έγραψε:",
          "пн, 3 нояб. 2026 г. в 10:12, Ana <ana@x.example>:",
          "На пн, 3.11.2026 г. в 10:12 Ana <ana@x.example> написа:",
          "pirmd., 2026. g. 3. nov., plkst. 10:12 — lietotājs Ana (<ana@x.example>) rakstīja:",
          "Vào Th 2, 3 thg 11, 2026 vào lúc 10:12 Ana <ana@x.example> đã viết:",
          "þri., 3. nóv. 2026 kl. 10:12 skrifaði Ana <ana@x.example>:",
          "Missatge de Ana <ana@x.example> del dia dt., 3 de nov. 2026 a les 10:12:",
          "Antoinette Dubois-Lefebvre de la Boulangerie <ana@x.example> 于2026年11月3日周二 10:12写道：",
          "2026年11月3日(火) 10:12 Ana <ana@x.example>:",
          "2026년 11월 3일 (화) 오전 10:12, Ana <ana@x.example>님이 작성:",
          "في الثلاثاء، ٣ نوفمبر ٢٠٢٦ في ١٠:١٢ ص تمت كتابة ما يلي بواسطة Ana <ana@x.example>:",
          "در تاریخ سه‌شنبه ۳ نوامبر ۲۰۲۶ ساعت ۱۰:۱۲ Ana <ana@x.example> "
          "نوشت:",
          "mar 3 nov 2026, 10:12 Ana <ana@x.example> ha scritto:"}) {
        auto parts = split_reply(std::string("Yes.\n\n") + line + "\n\n> Thursday?\n");
        EXPECT_EQ(parts.visible, "Yes.") << line;
        EXPECT_EQ(parts.quoted, std::string(line) + "\n\n> Thursday?") << line;
    }
}

TEST(SplitReply, a_long_dash_begins_a_signature) {
    auto parts = split_reply("Thank you!\n\n—\nClara Weiss\nMiller\n");
    EXPECT_EQ(parts.visible, "Thank you!");
    EXPECT_EQ(parts.signature, "—\nClara Weiss\nMiller");
}
