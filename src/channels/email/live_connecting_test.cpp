#include "channels/email/live_mail_test.hpp"

using namespace channels;
using namespace channels::email;
using namespace channels::email::test;
using testing::HasSubstr;
using testing::SizeIs;

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
