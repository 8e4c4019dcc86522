// The whole channel against a real Dovecot and a real Postfix. tests/email_connector/run starts them and says
// in RAPPORT_TEST_MAIL where they are; without it everything here is skipped.
#include <cstdlib>
#include <future>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "channels/email/connector.hpp"
#include "channels/email/reference.hpp"

using namespace channels;
using namespace channels::email;
using testing::HasSubstr;
using testing::SizeIs;

namespace {
constexpr auto shop = "support@maison.example", customer = "ana@customer.example";

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string port(const char* which) {
    return variable((std::string("RAPPORT_TEST_MAIL_") + which).c_str());
}

// Asks the script that started the servers: "restart", "validity ADDRESS", "mailbox ADDRESS".
void control(const std::string& command) {
    ASSERT_EQ(std::system((variable("RAPPORT_TEST_MAIL") + " " + command).c_str()), 0) << command;
}

net::HttpOptions trusting() {
    return {.guard = {.allowed_ranges = {"127.0.0.0/8"}}, .extra_ca_file = variable("RAPPORT_TEST_MAIL_CA")};
}

struct Outside {
    explicit Outside(net::HttpOptions options = trusting())
        : http(net::make_http(options)),
          mailer(net::make_mailer(options)),
          around{clock, random, *http, *mailer, options} {}

    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<net::Http> http;
    std::unique_ptr<net::Mailer> mailer;
    Surroundings around;
};

ChannelConfig config_of(const std::string& address) {
    return {.id = {},
            .name = "Mail",
            .options = {{"address", address},
                        {"name", "Maison Antoinette"},
                        {"password", "secret"},
                        {"imap_host", "localhost"},
                        {"imap_port", port("IMAPS")},
                        {"smtp_host", "localhost"},
                        {"smtp_port", port("SUBMISSION")}},
            .signing_key = "the key of the workspace"};
}

class Live : public testing::Test {
protected:
    void SetUp() override {
        if (variable("RAPPORT_TEST_MAIL").empty())
            GTEST_SKIP() << "RAPPORT_TEST_MAIL names no mail servers; tests/email_connector/run starts them";
        // Each test has a mailbox of its own at either end.
        static int count = 0;
        auto number = std::to_string(::getpid()) + "-" + std::to_string(++count);
        shop_ = "shop-" + number + "@maison.example";
        customer_ = "ana-" + number + "@customer.example";
        control("mailbox " + shop_);
        control("mailbox " + customer_);
    }

    MailConnector connect(const ChannelConfig& config) { return {config, outside_.around}; }

    void deliver(const std::string& message, const std::string& from, const std::string& to) {
        net::Submission submission;
        submission.host = "localhost";
        submission.port = static_cast<std::uint16_t>(std::stoi(port("SMTP")));
        submission.security = net::Submission::Security::none;
        submission.from = from;
        submission.to = {to};
        submission.message = message;
        auto result = outside_.mailer->submit(submission);
        ASSERT_EQ(result.outcome, net::Submitted::Outcome::accepted) << result.text;
    }
    void deliver_from_ana(const std::string& id, const std::string& subject, const std::string& fields = {}) {
        deliver("From: Ana Lima <" + customer_ + ">\r\nTo: " + shop_ + "\r\nSubject: " + subject +
                    "\r\nMessage-ID: <" + id + ">\r\n" + fields + "\r\nIs there bread left?\r\n",
                customer_, shop_);
    }

    // Batches until one has items, with the cursor carried on.
    std::vector<model::Inbound> next_items(MailConnector& connector, Cursor& cursor) {
        for (int i = 0; i < 20; ++i) {
            auto batch = connector.next(cursor);
            cursor = batch.next;
            if (!batch.items.empty()) return std::move(batch.items);
        }
        ADD_FAILURE() << "nothing came";
        return {};
    }
    // A cursor behind everything that is there now.
    Cursor begin(MailConnector& connector) {
        deliver_from_ana("begin@customer.example", "Begin");
        Cursor cursor;
        next_items(connector, cursor);
        return cursor;
    }

    model::Outgoing answer(const std::string& key, const std::string& to) {
        return {.idempotency_key = key,
                .message = *Id::parse(key),
                .to = {"email", to, "Ana Lima"},
                .subject = "Bread",
                .text = "Yes, a dozen. Été!",
                .quoted = "Is there bread left?",
                .sent_at = outside_.clock.now()};
    }

    Outside outside_;
    std::string shop_, customer_;
};

std::unique_ptr<ImapSession> session_of(const std::string& address) {
    return ImapSession::open({.host = "localhost",
                              .port = static_cast<std::uint16_t>(std::stoi(port("IMAPS"))),
                              .user = address,
                              .password = "secret",
                              .trust = trusting()});
}

template <class Function>
ChannelError error_of(Function function) {
    try {
        function();
    } catch (const ChannelError& error) {
        return error;
    }
    ADD_FAILURE() << "no ChannelError was thrown";
    return {Fault::gone, ""};
}
}  // namespace

TEST_F(Live, a_mail_is_here_within_two_seconds_of_its_acceptance) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    auto waiting = std::async(std::launch::async, [&] { return next_items(connector, cursor); });
    // Long enough to be sure that it waits in IDLE; nothing depends on it but the figure.
    EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(500)), std::future_status::timeout);
    deliver_from_ana("bread-1@customer.example", "Bread");
    auto accepted = std::chrono::steady_clock::now();
    auto items = waiting.get();
    auto took = std::chrono::steady_clock::now() - accepted;
    ASSERT_THAT(items, SizeIs(1));
    EXPECT_EQ(items[0].remote_id, "bread-1@customer.example");
    EXPECT_EQ(items[0].author.handle, customer_);
    EXPECT_EQ(items[0].text, "Is there bread left?");
    EXPECT_LT(took, std::chrono::seconds(2));
    RecordProperty("milliseconds", static_cast<int>(took / std::chrono::milliseconds(1)));
}

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

TEST_F(Live, a_wrong_password_asks_for_the_right_one) {
    auto config = config_of(shop_);
    config.options["password"] = "wrong";
    auto connector = connect(config);
    auto error = error_of([&] { connector.next({}); });
    EXPECT_EQ(error.fault(), Fault::reauthorise);
    EXPECT_EQ(error.text(), "The mailbox refused the password for " + shop_ +
                                ". Check user name and password; many providers want an app password.");
    auto sending = error_of([&] { connector.send(answer("72057594037927942", customer_)); });
    EXPECT_EQ(sending.fault(), Fault::reauthorise);
}

TEST_F(Live, an_expired_certificate_is_called_that) {
    auto config = config_of(shop_);
    config.options["imap_port"] = port("EXPIRED");
    net::HttpOptions options = trusting();
    options.extra_ca_file = variable("RAPPORT_TEST_MAIL_EXPIRED_CA");
    Outside outside(options);
    MailConnector connector(config, outside.around);
    auto error = error_of([&] { connector.next({}); });
    EXPECT_EQ(error.fault(), Fault::retry_later);
    EXPECT_THAT(error.text(), HasSubstr("expired"));
}

TEST_F(Live, a_certificate_nobody_vouches_for_is_not_trusted) {
    net::HttpOptions options = trusting();
    options.extra_ca_file.clear();
    Outside outside(options);
    MailConnector connector(config_of(shop_), outside.around);
    auto error = error_of([&] { connector.next({}); });
    EXPECT_EQ(error.fault(), Fault::retry_later);
    EXPECT_THAT(error.text(), HasSubstr("certificate"));
}

TEST_F(Live, a_private_address_is_refused_where_the_operator_did_not_allow_it) {
    net::HttpOptions options = trusting();
    options.guard.allowed_ranges.clear();
    Outside outside(options);
    MailConnector connector(config_of(shop_), outside.around);
    EXPECT_EQ(error_of([&] { connector.next({}); }).text(), net::Guard::refusal("localhost"));
}

TEST_F(Live, starttls_and_passwords_beyond_ascii_work) {
    auto config = config_of("brötchen-" + shop_);
    config.options["address"] = shop_;
    config.options["user"] = "umlaut-" + shop_;
    config.options["password"] = "Gipfeli für \"Zoë\" \\ {5}";
    config.options["imap_port"] = port("IMAP");
    config.options["imap_security"] = "starttls";
    control("mailbox umlaut-" + shop_ + " 'Gipfeli für \"Zoë\" \\ {5}'");
    auto connector = connect(config);
    EXPECT_THAT(connector.probe(3), SizeIs(0));
}

TEST_F(Live, the_wizard_sees_the_newest_mails_and_changes_nothing) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    // One after the other: Postfix may hand over in any order.
    for (const auto* subject : {"One", "Two", "Three", "Four"}) {
        deliver_from_ana(std::string(subject) + "@customer.example", subject);
        next_items(connector, cursor);
    }
    auto newest = connector.probe(3);
    ASSERT_THAT(newest, SizeIs(3));
    EXPECT_EQ(newest[0].subject, "Four");
    EXPECT_EQ(newest[2].subject, "Two");
    auto again = connect(config_of(shop_));
    Cursor from_start;
    EXPECT_THAT(next_items(again, from_start), SizeIs(5));
}

TEST_F(Live, a_change_of_uidvalidity_reads_everything_again_under_the_same_ids) {
    auto connector = connect(config_of(shop_));
    deliver_from_ana("kept-1@customer.example", "One");
    Cursor cursor;
    std::set<std::string> before, after;
    for (const auto& item : next_items(connector, cursor)) before.insert(item.remote_id);
    control("validity " + shop_);
    deliver_from_ana("kept-2@customer.example", "Two");
    // The old session may go on under the old numbers; a new one may not.
    auto fresh = connect(config_of(shop_));
    while (after.size() < 2)
        for (const auto& item : next_items(fresh, cursor)) after.insert(item.remote_id);
    EXPECT_THAT(before, testing::ElementsAre("kept-1@customer.example"));
    EXPECT_THAT(after, testing::ElementsAre("kept-1@customer.example", "kept-2@customer.example"));
}

TEST_F(Live, a_restart_of_the_server_in_the_middle_of_waiting_costs_nothing) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::set<std::string> seen;
    auto reading = std::async(std::launch::async, [&] {
        while (!seen.contains("after@customer.example")) try {
                auto batch = connector.next(cursor);
                cursor = batch.next;
                for (const auto& item : batch.items)
                    EXPECT_TRUE(seen.insert(item.remote_id).second) << item.remote_id;
            } catch (const ChannelError& error) {
                EXPECT_EQ(error.fault(), Fault::retry_later) << error.text();
                std::this_thread::yield();
            }
    });
    EXPECT_EQ(reading.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
    control("restart");
    deliver_from_ana("after@customer.example", "After");
    ASSERT_EQ(reading.wait_for(std::chrono::seconds(60)), std::future_status::ready);
    EXPECT_THAT(seen, testing::ElementsAre("after@customer.example"));
}

TEST_F(Live, stop_wakes_a_waiting_reader_at_once) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    auto waiting = std::async(std::launch::async, [&] {
        for (auto moved = true; moved;) {
            auto next = connector.next(cursor).next;
            moved = next != cursor;
            cursor = next;
        }
    });
    EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(500)), std::future_status::timeout);
    connector.stop();
    EXPECT_EQ(waiting.wait_for(std::chrono::seconds(2)), std::future_status::ready);
}

TEST_F(Live, a_mail_of_ten_thousand_parts_is_read_and_costs_no_other) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::string parts =
        "From: " + customer_ +
        "\r\nMessage-ID: <parts@customer.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere are all the crumbs.\r\n";
    for (int i = 0; i < 10'050; ++i) parts += "--b\r\nContent-Type: image/png\r\n\r\nx\r\n";
    deliver(parts + "--b--\r\n", customer_, shop_);
    deliver_from_ana("next@customer.example", "Next");
    std::map<std::string, model::Inbound> items;
    while (items.size() < 2)
        for (auto& item : next_items(connector, cursor)) items[item.remote_id] = std::move(item);
    const auto& crumbs = items.at("parts@customer.example");
    EXPECT_EQ(crumbs.text, "Here are all the crumbs.");
    EXPECT_THAT(crumbs.attachments, SizeIs(250));
    EXPECT_THAT(json::serialize(crumbs.extra.at("notes")), HasSubstr("more than 10000 parts"));
    EXPECT_TRUE(items.contains("next@customer.example"));
}

TEST_F(Live, a_mail_of_sixty_megabytes_comes_without_its_attachments) {
    auto connector = connect(config_of(shop_));
    auto cursor = begin(connector);
    std::string large =
        "From: " + customer_ +
        "\r\nMessage-ID: <film@customer.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe film of the feast.\r\n"
        "--b\r\nContent-Type: video/mp4; name=feast.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    while (large.size() < 60'000'000) large += std::string(76, 'A') + "\r\n";
    deliver(large + "--b--\r\n", customer_, shop_);
    auto item = next_items(connector, cursor).front();
    EXPECT_EQ(item.text, "The film of the feast.");
    EXPECT_THAT(item.attachments, SizeIs(0));
    EXPECT_THAT(json::serialize(item.extra.at("notes")), HasSubstr("only its beginning was fetched"));
}

TEST_F(Live, the_first_connection_reads_at_most_the_newest_five_hundred) {
    auto inbox = session_of(shop_);
    for (int i = 0; i < 520; ++i)
        inbox->append("INBOX",
                      "From: " + customer_ + "\r\nMessage-ID: <old-" + std::to_string(i) +
                          "@x.example>\r\n\r\n" + std::to_string(i),
                      outside_.clock.now());
    auto connector = connect(config_of(shop_));
    Cursor cursor;
    std::vector<model::Inbound> items;
    while (items.size() < 500) {
        auto some = next_items(connector, cursor);
        EXPECT_LE(some.size(), 200u);
        for (auto& item : some) items.push_back(std::move(item));
    }
    EXPECT_THAT(items, SizeIs(500));
    EXPECT_EQ(items.front().remote_id, "old-20@x.example");
    EXPECT_EQ(items.back().remote_id, "old-519@x.example");
}

TEST_F(Live, reading_does_not_mark_as_read_unless_asked_to) {
    deliver_from_ana("seen@customer.example", "Seen");
    for (const auto* flag : {"false", "true"}) {
        auto config = config_of(shop_);
        config.options["mark_seen"] = flag;
        auto connector = connect(config);
        Cursor cursor;
        EXPECT_THAT(next_items(connector, cursor), SizeIs(1));
        control("seen " + shop_ + " " + (flag == std::string("true") ? "1" : "0"));
    }
}
