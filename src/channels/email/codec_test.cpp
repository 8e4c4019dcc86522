#include "channels/email/codec.hpp"

#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "channels/connector.hpp"
#include "channels/email/address.hpp"
#include "channels/email/body.hpp"
#include "channels/email/reference.hpp"
#include "channels/fixtures_test.hpp"

using namespace channels;
using namespace channels::email;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {
const std::string key = "the key of the workspace";

Context context() {
    return {.own = {"support@maison.example"}, .signing_key = key};
}

model::Inbound decoded(const std::string& mail, const Context& with = context()) {
    auto result = decode(mail, with);
    if (auto* poison = std::get_if<model::Poison>(&result)) ADD_FAILURE() << poison->why;
    return std::holds_alternative<model::Inbound>(result) ? std::get<model::Inbound>(std::move(result))
                                                          : model::Inbound{};
}

std::string from_ana(const std::string& fields, const std::string& text = "Is there bread left?") {
    return "From: Ana Lima <ana@customer.example>\r\nTo: support@maison.example\r\n" + fields + "\r\n" +
           text + "\r\n";
}

model::Outgoing answer() {
    return {.idempotency_key = "72057594037927936",
            .message = *Id::parse("72057594037927936"),
            .to = {"email", "ana@customer.example", "Ana Lima"},
            .subject = "Brötchen",
            .text = "Ja, ein Dutzend. Grüße!\nFrom us all",
            .reply_to = "q@customer.example",
            .references = {"root@customer.example", "q@customer.example"},
            .sent_at = *Time::parse("2026-10-14T06:30:00Z")};
}

const Identity house{.address = "support@maison.example", .name = "Maison Antoinette", .signing_key = key};
}  // namespace

// Each pair fixtures/NAME.eml and NAME.json: what describe() says of the mail must hold every member of the
// JSON. To add one, drop the mail (invented people only) and write down what matters in it.
TEST(Fixtures, every_mail_is_understood_as_written_down_beside_it) {
    int pairs = 0;
    for (const auto& entry : std::filesystem::directory_iterator("src/channels/email/fixtures")) {
        if (entry.path().extension() != ".eml") continue;
        ++pairs;
        auto expected =
            json::parse(fixtures::contents(std::filesystem::path(entry.path()).replace_extension(".json")));
        ASSERT_TRUE(expected) << entry.path();
        auto found = describe(fixtures::contents(entry.path()));
        for (const auto& [name, value] : expected->as_object())
            EXPECT_EQ(json::serialize(found[name]), json::serialize(value)) << entry.path() << ": " << name;
    }
    EXPECT_GE(pairs, 4);
}

TEST(Codec, what_we_write_is_read_back) {
    auto message = answer();
    message.html = "<p>Ja, ein <b>Dutzend</b>.</p>";
    message.attachments.push_back(
        {.name = "Preise ä.pdf", .media_type = "application/pdf", .bytes = std::string("%PDF\0\r\n", 7)});
    auto bytes = encode(message, house);
    auto back = decoded(bytes, {.own = context().own, .signing_key = key, .place = Place::sent});
    EXPECT_EQ(back.remote_id, message_id(message, house));
    EXPECT_EQ(back.direction, model::Direction::outbound);
    EXPECT_EQ(back.own_key, message.idempotency_key);
    EXPECT_EQ(decoded(bytes, {.own = context().own, .signing_key = key}).own_key, "") << "not in the inbox";
    EXPECT_EQ(decoded(bytes, {.own = context().own, .signing_key = "other", .place = Place::sent}).own_key,
              "");
    EXPECT_EQ(back.subject, "Re: Brötchen");
    EXPECT_THAT(back.text, HasSubstr("Ja, ein Dutzend. Grüße!"));
    EXPECT_THAT(back.html, HasSubstr("<b>Dutzend</b>"));
    ASSERT_EQ(back.attachments.size(), 1u);
    EXPECT_EQ(back.attachments[0].name, "Preise ä.pdf");
    EXPECT_EQ(back.attachments[0].bytes, message.attachments[0].bytes);
    EXPECT_THAT(back.reply_to, ElementsAre("q@customer.example", "root@customer.example"));
}

TEST(Codec, lines_end_in_crlf_and_nothing_can_add_a_header_field) {
    auto message = answer();
    message.subject = "Bread\r\nBcc: everyone@customer.example";
    message.to.name = "Ana\nX-Evil: 1";
    message.attachments.push_back(
        {.name = "a\r\nX-Evil: 2.txt", .media_type = "text/plain\r\nX-Evil: 3", .bytes = "x"});
    auto bytes = encode(message, house);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n') {
            ASSERT_EQ(bytes[i - 1], '\r') << i;
        }
    }
    EXPECT_THAT(bytes, Not(HasSubstr("\nX-Evil")));
    EXPECT_THAT(bytes, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(bytes, Not(HasSubstr("Auto-Submitted")));
}

TEST(Codec, an_address_that_is_none_is_refused_before_sending) {
    auto message = answer();
    message.to.handle = "ana@customer.example>\r\nBcc: x@y.example";
    EXPECT_THROW(encode(message, house), Error);
}

TEST(Threading, our_own_reference_comes_first_and_is_proven) {
    auto ours = tagged_id("123", key, "maison.example");
    auto mail = decoded(from_ana(
        "In-Reply-To: <other@customer.example>\r\nReferences: <root@customer.example> <" + ours + ">\r\n"));
    EXPECT_EQ(mail.reply_trust, model::ReplyTrust::proven);
    EXPECT_THAT(mail.reply_to, ElementsAre(ours, "other@customer.example", "root@customer.example"));
}

TEST(Threading, a_forged_reference_grants_nothing) {
    auto forged = tagged_id("123", "a guess", "maison.example");
    auto mail = decoded(from_ana("In-Reply-To: <" + forged + ">\r\nReferences: <root@customer.example>\r\n"));
    EXPECT_EQ(mail.reply_trust, model::ReplyTrust::claimed);
    EXPECT_THAT(mail.reply_to, ElementsAre("root@customer.example"));
}

// What a mail system sends when it could not deliver the mail with this Message-ID; it names no other.
std::string returned(const std::string& id) {
    return "From: MAILER-DAEMON@mx.customer.example\r\nTo: support@maison.example\r\n"
           "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n"
           "I'm sorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
           "Reporting-MTA: dns; mx.customer.example\r\n\r\nFinal-Recipient: rfc822; ana@customer.example\r\n"
           "Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
           "From: support@maison.example\r\nTo: ana@customer.example\r\nMessage-ID: <" +
           id + ">\r\n\r\n--b--\r\n";
}

TEST(Threading, a_returned_mail_of_ours_takes_the_notice_to_its_conversation) {
    auto ours = tagged_id("123", key, "maison.example");
    auto mail = decoded(returned(ours));
    EXPECT_EQ(mail.kind, model::Kind::bounce);
    EXPECT_EQ(mail.reply_trust, model::ReplyTrust::proven);
    EXPECT_THAT(mail.reply_to, ElementsAre(ours));
    auto forged = decoded(returned(tagged_id("123", "a guess", "maison.example")));
    EXPECT_EQ(forged.reply_trust, model::ReplyTrust::claimed);
    EXPECT_TRUE(forged.reply_to.empty());
}

TEST(Threading, never_by_a_subject) {
    auto mail = decoded(from_ana("Subject: Re: Bread\r\nMessage-ID: <a@customer.example>\r\n"));
    EXPECT_TRUE(mail.reply_to.empty());
}

TEST(Ids, a_missing_or_broken_one_is_made_from_the_mail) {
    auto missing = decoded(from_ana(""));
    EXPECT_THAT(missing.remote_id, testing::StartsWith("sha256:"));
    EXPECT_EQ(decoded(from_ana("")).remote_id, missing.remote_id);
    EXPECT_NE(decoded(from_ana("", "Other words")).remote_id, missing.remote_id);
    auto long_id = decoded(from_ana("Message-ID: <" + std::string(2000, 'x') + "@y.example>\r\n"));
    EXPECT_THAT(long_id.remote_id, testing::StartsWith("sha256:"));
}

TEST(Dates, the_server_counts_when_the_sender_is_a_day_off) {
    auto with = context();
    with.received = *Time::parse("2026-10-14T06:30:00Z");
    EXPECT_EQ(decoded(from_ana("Date: Wed, 14 Oct 2026 08:20:00 +0200\r\n"), with).sent_at,
              *Time::parse("2026-10-14T06:20:00Z"));
    EXPECT_EQ(decoded(from_ana("Date: Fri, 1 Jan 2038 00:00:00 +0000\r\n"), with).sent_at, with.received);
    EXPECT_EQ(decoded(from_ana("Date: yesterday\r\n"), with).sent_at, with.received);
}

TEST(Direction, our_own_address_in_the_inbox_proves_nothing) {
    std::string forged = "From: support@maison.example\r\nTo: support@maison.example\r\n\r\nPay now\r\n";
    EXPECT_EQ(decoded(forged).direction, model::Direction::inbound);
    auto with = context();
    with.place = Place::sent;
    EXPECT_EQ(decoded(forged, with).direction, model::Direction::outbound);
}

TEST(Authors, a_form_on_our_site_speaks_for_whoever_filled_it_in) {
    auto mail =
        decoded("From: support@maison.example\r\nReply-To: Ana <ana@customer.example>\r\n\r\nHello\r\n");
    EXPECT_EQ(mail.author.handle, "ana@customer.example");
}

TEST(Authors, nobody_is_somebody_of_their_own) {
    auto one = decoded("Subject: x\r\n\r\none\r\n"), two = decoded("Subject: x\r\n\r\ntwo\r\n");
    EXPECT_FALSE(one.author.handle.empty());
    EXPECT_NE(one.author.handle, two.author.handle);
}

TEST(Addresses, meet_in_one_spelling_and_no_further) {
    EXPECT_EQ(canonical_address(" <Ana.Lima@Customer.EXAMPLE> "), "ana.lima@customer.example");
    EXPECT_EQ(canonical_address("ana@bücher.example"), "ana@xn--bcher-kva.example");
    EXPECT_NE(canonical_address("zoë@x.example"), canonical_address("zoe@x.example"));
    EXPECT_EQ(canonical_address("ana"), "");
    auto boxes =
        mailboxes("\"Lima, Ana\" <ana@x.example>, Team: bo@y.example, =?utf-8?Q?Zo=C3=AB?= <zoe@z.example>;");
    EXPECT_THAT(boxes, ElementsAre(Mailbox{"ana@x.example", "Lima, Ana"}, Mailbox{"bo@y.example", ""},
                                   Mailbox{"zoe@z.example", "Zoë"}));
}

TEST(Charsets, words_of_one_charset_are_read_together) {
    EXPECT_EQ(header_text("=?utf-8?B?w4k=?= =?utf-8?Q?t=C3=A9?="), "Été");
}

TEST(Files, names_are_safe_to_offer) {
    EXPECT_EQ(safe_file_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(safe_file_name("C:\\x\\.htaccess"), "htaccess");
    EXPECT_EQ(safe_file_name("invoice\xE2\x80\xAE"
                             "fdp.exe"),
              "invoicefdp.exe");
    EXPECT_EQ(safe_file_name("con.txt"), "_con.txt");
    EXPECT_LE(safe_file_name(std::string(400, 'a') + ".pdf").size(), 150u);
}

TEST(Limits, a_mail_that_is_too_large_keeps_its_words) {
    auto mail = decoded(
        "From: ana@customer.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe "
        "film.\r\n--b\r\n"
        "Content-Type: video/mp4\r\n\r\n" +
        std::string(51u << 20, 'x'));
    EXPECT_EQ(mail.text, "The film.");
    EXPECT_TRUE(mail.attachments.empty());
}

TEST(Limits, a_monstrous_header_is_set_aside) {
    auto result = decode("X: " + std::string(2u << 20, 'x') + "\r\n\r\nHello\r\n", context());
    ASSERT_TRUE(std::holds_alternative<model::Poison>(result));
    EXPECT_THAT(std::get<model::Poison>(result).why, HasSubstr("header"));
}

TEST(Limits, what_quarantine_kept_of_a_mail_is_decoded_anew) {
    const auto& email = *channels::network("email");
    ChannelConfig config{
        Id{1},
        "Mail",
        {{"address", "support@maison.example"}, {"password", "secret"}, {"imap_host", "imap.maison.example"}},
        "key"};
    auto mail = email.decode_raw("From: ana@customer.example\r\n\r\nIs there bread?\r\n", config);
    ASSERT_TRUE(std::holds_alternative<model::Inbound>(mail));
    EXPECT_EQ(std::get<model::Inbound>(mail).text, "Is there bread?");
    EXPECT_EQ(std::get<model::Inbound>(mail).author.handle, "ana@customer.example");
    EXPECT_TRUE(std::holds_alternative<model::Poison>(
        email.decode_raw("X: " + std::string(most_poison - 3, 'x'), config)));
    auto cut = email.decode_raw(
        "From: ana@customer.example\r\nContent-Type: multipart/mixed; "
        "boundary=b\r\n\r\n--b\r\n\r\nThe film.\r\n--b\r\nContent-Type: "
        "video/mp4\r\n\r\n" +
            std::string(most_poison, 'x'),
        config);
    ASSERT_TRUE(std::holds_alternative<model::Inbound>(cut));
    EXPECT_TRUE(std::get<model::Inbound>(cut).attachments.empty()) << "half a film is none";
}

TEST(Limits, no_bytes_crash_it_and_all_text_is_utf8) {
    std::mt19937 random(20261014);
    auto seed = from_ana(
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\nSubject: "
        "=?utf-8?B?w4k=?=\r\n",
        "--b\r\n\r\nplain\r\n--b\r\nContent-Type: text/html; charset=sjis\r\n\r\n<p>html</p>\r\n--b--");
    for (int i = 0; i < 400; ++i) {
        auto mail = seed;
        for (int hits = 0; hits < 12; ++hits) mail[random() % mail.size()] = static_cast<char>(random());
        auto result = decode(mail, context());
        if (const auto* message = std::get_if<model::Inbound>(&result)) {
            EXPECT_TRUE(is_utf8(message->text + message->subject + message->author.name + message->html));
        }
    }
}

TEST(Codec, a_from_field_of_the_obsolete_syntax_is_no_mbox_line) {
    EXPECT_EQ(describe("From  : Ana Lima <ana@customer(at home).  example>\r\n\r\nHello\r\n")
                  .at("from")
                  .as_object()
                  .at("address")
                  .as_string(),
              "ana@customer.example");
    EXPECT_EQ(
        describe("From ana@customer.example Tue Nov  3 10:12:00 2026\nFrom: bo@customer.example\n\nHello\n")
            .at("from")
            .as_object()
            .at("address")
            .as_string(),
        "bo@customer.example");
}

TEST(Bounce, a_mail_that_came_back_makes_a_notice_of_any_sender) {
    auto found = describe(
        "From: no-reply@customer.example\r\nTo: support@maison.example\r\nSubject: Information\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        "Your mail could not be delivered to: <ana@customer.example>\r\nAs their mailbox is full.\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: support@maison.example\r\n"
        "To: ana@customer.example\r\nMessage-ID: <1@maison.example>\r\n\r\nBread\r\n--b--\r\n");
    EXPECT_EQ(found.at("kind").as_string(), "bounce");
    ASSERT_TRUE(found.contains("bounce"));
    const auto& bounce = found.at("bounce").as_object();
    EXPECT_EQ(bounce.at("recipient").as_string(), "ana@customer.example");
    EXPECT_EQ(bounce.at("reason").as_string(), "mailbox-full");
    EXPECT_EQ(bounce.at("original_message_id").as_string(), "1@maison.example");
}

TEST(Kind, an_archived_mail_of_a_list_is_known_by_its_tag) {
    auto kind = [](const std::string& to, const std::string& subject) {
        return describe("From: ana@customer.example\r\nTo: " + to + "\r\nSubject: " + subject +
                        "\r\n\r\nHi\r\n")
            .at("kind")
            .as_string();
    };
    EXPECT_EQ(kind("bakers@town.example", "Re: [Bakers] Flour"), "list");
    EXPECT_EQ(kind("bakers@town.example", "Flour [Bakers]"), "personal");
    EXPECT_EQ(kind("support@town.example", "[Bakers] Flour"), "personal");
}
