#include "channels/email/live_mail_test.hpp"

using namespace channels;
using namespace channels::email;
using namespace channels::email::test;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(Live, an_answer_carries_the_threading_that_mail_programs_need_and_its_answer_is_proven) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    deliver_from_ana("bread-2@customer.example", "Bread", "References: <root@customer.example>\r\n");
    auto question = next_items(connector, cursor).front();

    auto outgoing = answer("72057594037927936", customer_);
    outgoing.reply_to = question.remote_id;
    outgoing.references = {"root@customer.example", question.remote_id};
    auto receipt = connector.send(outgoing);
    EXPECT_EQ(receipt.state, Receipt::State::sent);
    EXPECT_EQ(receipt.text, "");

    auto inbox = session_of(customer_);
    inbox->select("INBOX", ImapSession::Access::read);
    auto uids = inbox->uids_with_id(receipt.remote_id);
    for (int i = 0; uids.empty() && i < 100; ++i) {
        inbox->wait(1);
        uids = inbox->uids_with_id(receipt.remote_id);
    }
    ASSERT_THAT(uids, SizeIs(1));
    auto raw = inbox->fetch(inbox->summaries(uids), 1u << 20).front().bytes;
    EXPECT_THAT(raw, HasSubstr("\r\nIn-Reply-To: <bread-2@customer.example>\r\n"));
    EXPECT_THAT(raw, HasSubstr("\r\nReferences: <root@customer.example> <bread-2@customer.example>\r\n"));
    EXPECT_THAT(raw, HasSubstr("\r\nSubject: Re: Bread\r\n"));

    deliver_from_ana("bread-3@customer.example", "Re: Bread", "In-Reply-To: <" + receipt.remote_id + ">\r\n");
    model::Inbound thanks;
    while (thanks.remote_id != "bread-3@customer.example")
        for (auto& item : next_items(connector, cursor)) thanks = std::move(item);
    EXPECT_EQ(thanks.reply_trust, model::ReplyTrust::proven);
    EXPECT_THAT(thanks.reply_to, testing::ElementsAre(receipt.remote_id));
}

TEST_F(Live, what_was_sent_is_found_in_the_sent_folder_once_and_comes_back_as_ours) {
    auto connector = connect(config_of(shop_));
    auto outgoing = answer("72057594037927937", customer_);
    EXPECT_EQ(connector.look_for(outgoing), Sighting::cannot_tell);
    auto receipt = connector.send(outgoing);
    EXPECT_EQ(connector.look_for(outgoing), Sighting::found);
    connector.send(outgoing);  // as if by hand: the copy must not be doubled

    auto sent = session_of(shop_);
    sent->select("Sent", ImapSession::Access::read);
    EXPECT_THAT(sent->uids_with_id(receipt.remote_id), SizeIs(1));

    Cursor cursor;
    auto item = next_items(connector, cursor).front();
    EXPECT_EQ(item.remote_id, receipt.remote_id);
    EXPECT_EQ(item.direction, model::Direction::outbound);
    EXPECT_EQ(item.text, "Yes, a dozen. Été!");
    ASSERT_THAT(item.recipients, SizeIs(1));
    EXPECT_EQ(item.recipients[0].handle, customer_);
}

TEST_F(Live, a_bounce_names_the_mail_that_failed_and_who_did_not_get_it) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    auto receipt = connector.send(answer("72057594037927938", "nobody-" + customer_));
    model::Inbound bounce;
    while (bounce.kind != model::Kind::bounce)
        for (auto& item : next_items(connector, cursor)) bounce = std::move(item);
    const auto& details = bounce.extra.at("bounce").as_object();
    EXPECT_EQ(details.at("recipient").as_string(), "nobody-" + customer_);
    EXPECT_EQ(details.at("original_message_id").as_string(), receipt.remote_id);
    EXPECT_EQ(details.at("status").as_string(), "5.1.1");
    EXPECT_EQ(details.at("action").as_string(), "failed");
}

TEST_F(Live, a_refused_recipient_is_told_in_the_words_of_the_server) {
    auto connector = connect(config_of(shop_));
    auto never = error_of([&] { connector.send(answer("72057594037927939", "ana@gone.example")); });
    EXPECT_EQ(never.fault(), Fault::rejected);
    EXPECT_THAT(never.text(), HasSubstr("Nobody of this name lives here"));
    auto later = error_of([&] { connector.send(answer("72057594037927940", "ana@later.example")); });
    EXPECT_EQ(later.fault(), Fault::retry_later);
}

TEST_F(Live, too_many_megabytes_are_refused_before_anyone_is_called) {
    auto config = config_of(shop_);
    config.options["smtp_port"] = "1";
    auto connector = connect(config);
    auto outgoing = answer("72057594037927941", customer_);
    outgoing.attachments.push_back(
        {.name = "oven.mov", .media_type = "video/quicktime", .bytes = std::string(26u << 20, 'x')});
    auto error = error_of([&] { connector.send(outgoing); });
    EXPECT_EQ(error.fault(), Fault::rejected);
    EXPECT_THAT(error.text(), HasSubstr("28 MB"));
}
