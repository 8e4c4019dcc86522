#pragma once
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

namespace channels::email::test {

inline std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

inline std::string port(const char* which) {
    return variable((std::string("RAPPORT_TEST_MAIL_") + which).c_str());
}

// Asks the script that started the servers: "restart", "validity ADDRESS", "mailbox ADDRESS".
inline void control(const std::string& command) {
    ASSERT_EQ(std::system((variable("RAPPORT_TEST_MAIL") + " " + command).c_str()), 0) << command;
}

inline net::HttpOptions trusting() {
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

inline ChannelConfig config_of(const std::string& address) {
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

inline std::unique_ptr<ImapSession> session_of(const std::string& address) {
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

}  // namespace channels::email::test
