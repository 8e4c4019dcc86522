#include "base/encoding.hpp"
#include "net/client.hpp"
#include "net/host_test.hpp"

using namespace net;
using net::test::Host;
using net::test::Identity;
using net::test::Talk;
using net::test::TemporaryFile;
using Outcome = Submitted::Outcome;
using Security = Submission::Security;

namespace {
// What a scripted submission server does; everything that is not said goes well.
struct Script {
    std::map<std::string, std::string> replies = {};  // by verb; "greeting" and "." too; "" hangs up
    std::vector<std::string> offers = {"AUTH PLAIN LOGIN", "SIZE 100000000"};
    const Identity* starttls = nullptr;
    const Identity* tls = nullptr;
    std::size_t body_limit = SIZE_MAX;  // hangs up after that many bytes of it
    bool silent_after_dot = false, ignores_quit = false;
};

class MailHost {
public:
    explicit MailHost(Script script)
        : script_(std::move(script)), host_([this](Talk& talk) { play(talk); }) {}
    std::uint16_t port() const { return host_.port(); }
    std::vector<std::string> said() {
        std::lock_guard lock(mutex_);
        return said_;
    }
    std::string body() {
        std::lock_guard lock(mutex_);
        return body_;
    }

private:
    // False when the script hangs up here.
    bool answer(Talk& talk, const std::string& verb, const std::string& usual) {
        auto found = script_.replies.find(verb);
        const auto& words = found == script_.replies.end() ? usual : found->second;
        return !words.empty() && talk.say(words + "\r\n");
    }
    void play(Talk& talk) {
        if (script_.tls != nullptr && !talk.secure(*script_.tls)) return;
        if (!answer(talk, "greeting", "220 mail.example ESMTP")) return;
        for (bool secured = script_.tls != nullptr;;) {
            auto line = talk.line();
            if (line.empty()) return;
            line.resize(line.size() - 2);
            note(line);
            auto verb = line.substr(0, line.find(' '));
            if (!handle(talk, verb, line, secured)) return;
        }
    }
    bool handle(Talk& talk, const std::string& verb, const std::string& line, bool& secured) {
        if (verb == "EHLO") return answer(talk, verb, hello(secured));
        if (verb == "STARTTLS") {
            secured = true;
            return answer(talk, verb, "220 go ahead") && talk.secure(*script_.starttls);
        }
        if (verb == "AUTH")
            return ask(talk, line == "AUTH LOGIN" ? 2 : 1) && answer(talk, verb, "235 welcome");
        if (verb == "DATA") return answer(talk, verb, "354 go on") && (refuses("DATA") || take_body(talk));
        if (verb == "QUIT" && script_.ignores_quit) talk.wait_for_end();
        if (verb == "QUIT") return answer(talk, verb, "221 bye") && false;
        return answer(talk, verb, "250 ok");
    }
    bool ask(Talk& talk, int times) {
        for (int i = 0; i < times; ++i) {
            if (!talk.say("334 \r\n")) return false;
            note(talk.line());
        }
        return true;
    }
    void note(std::string line) {
        std::lock_guard lock(mutex_);
        said_.push_back(line.substr(0, line.find('\r')));
    }
    bool refuses(const std::string& verb) const {
        auto found = script_.replies.find(verb);
        return found != script_.replies.end() && !found->second.starts_with("354");
    }
    std::string hello(bool secured) const {
        std::string out = "250-mail.example\r\n";
        if (script_.starttls != nullptr && !secured) out += "250-STARTTLS\r\n";
        for (const auto& one : script_.offers) out += "250-" + one + "\r\n";
        return out + "250 8BITMIME";
    }
    bool take_body(Talk& talk) {
        if (script_.body_limit != SIZE_MAX) {
            talk.bytes(script_.body_limit);
            talk.reset();
            return false;
        }
        auto body = talk.until("\r\n.\r\n");
        {
            std::lock_guard lock(mutex_);
            body_ = body;
        }
        if (script_.silent_after_dot) talk.wait_for_end();
        return answer(talk, ".", "250 2.0.0 queued as 4711");
    }

    Script script_;
    std::mutex mutex_;
    std::vector<std::string> said_;
    std::string body_;
    Host host_;
};

std::unique_ptr<Mailer> inside(const std::string& extra_ca = {}) {
    return make_mailer({.guard = {.allowed_ranges = {"127.0.0.0/8"}}, .extra_ca_file = extra_ca});
}

Submission to(const MailHost& host, Security security = Security::none) {
    return {.host = "localhost",
            .port = host.port(),
            .security = security,
            .user = "ana",
            .password = "secret",
            .from = "shop@antoinette.example",
            .to = {"ben@town.example"},
            .message = "Subject: bread\r\n\r\nIt runs short.\r\n",
            .seconds = 10};
}

Submitted submitted(Script script) {
    MailHost host(std::move(script));
    return inside()->submit(to(host));
}

std::string body_of(const std::string& message) {
    MailHost host({});
    auto mail = to(host);
    mail.message = message;
    EXPECT_EQ(inside()->submit(mail).outcome, Outcome::accepted);
    return host.body();
}
}  // namespace

TEST(Mailer, hands_a_message_over_and_returns_the_words_of_the_server) {
    MailHost host({});
    auto mail = to(host);
    mail.to.push_back("cleo@town.example");
    auto result = inside()->submit(mail);
    EXPECT_EQ(result.outcome, Outcome::accepted);
    EXPECT_EQ(result.code, 250);
    EXPECT_EQ(result.text, "250 2.0.0 queued as 4711");
    EXPECT_EQ(host.body(), "Subject: bread\r\n\r\nIt runs short.\r\n.\r\n");
    EXPECT_THAT(
        host.said(),
        testing::ElementsAre("EHLO antoinette.example", "AUTH PLAIN", base64({"\0ana\0secret", 11}),
                             testing::StartsWith("MAIL FROM:<shop@antoinette.example>"),
                             "RCPT TO:<ben@town.example>", "RCPT TO:<cleo@town.example>", "DATA", "QUIT"));
}

TEST(Mailer, doubles_dots_and_makes_every_line_end_crlf) {
    EXPECT_EQ(body_of("A: b\r\n\r\n.dot\r\n..two\r\nend"), "A: b\r\n\r\n..dot\r\n...two\r\nend\r\n.\r\n");
    EXPECT_EQ(body_of(".first\r\n"), "..first\r\n.\r\n");
    EXPECT_EQ(body_of("a\nb\r.\nc\r\n\n.\nd\r\n"), "a\r\nb\r\n..\r\nc\r\n\r\n..\r\nd\r\n.\r\n");
}

TEST(Mailer, logs_in_by_login_when_that_is_all_there_is) {
    MailHost host({.offers = {"AUTH LOGIN"}});
    auto mail = to(host);
    inside()->submit(mail);
    EXPECT_THAT(host.said(),
                testing::IsSupersetOf({std::string("AUTH LOGIN"), base64("ana"), base64("secret")}));
}

TEST(Mailer, tells_a_refusal_for_now_from_one_for_good) {
    for (auto verb : {"greeting", "MAIL", "RCPT", "DATA", "."}) {
        auto later = submitted({.replies = {{verb, "451 4.3.0 try later"}}});
        EXPECT_EQ(later.outcome, Outcome::refused_for_now) << verb;
        EXPECT_EQ(later.code, 451) << verb;
        EXPECT_EQ(later.text, "451 4.3.0 try later") << verb;
        auto never = submitted({.replies = {{verb, "554 5.7.1 no\xff way"}}});
        EXPECT_EQ(never.outcome, Outcome::refused) << verb;
        EXPECT_EQ(never.code, 554) << verb;
        EXPECT_EQ(never.text, "554 5.7.1 no\xef\xbf\xbd way") << verb;
    }
}

TEST(Mailer, keeps_all_lines_of_a_refusal) {
    auto result = submitted({.replies = {{"RCPT", "550-5.1.1 nobody here\r\n550 5.1.1 of that name"}}});
    EXPECT_EQ(result.text, "550-5.1.1 nobody here 550 5.1.1 of that name");
    EXPECT_EQ(result.outcome, Outcome::refused);
}

TEST(Mailer, sends_to_nobody_when_one_recipient_is_refused) {
    MailHost host({.replies = {{"RCPT", "550 no"}}});
    EXPECT_EQ(inside()->submit(to(host)).outcome, Outcome::refused);
    EXPECT_THAT(host.said(), testing::Not(testing::Contains("DATA")));
}

TEST(Mailer, knows_wrong_credentials) {
    auto wrong = submitted({.replies = {{"AUTH", "535 5.7.8 bad credentials"}}});
    EXPECT_EQ(wrong.outcome, Outcome::unauthorised);
    EXPECT_EQ(wrong.code, 535);
    EXPECT_EQ(wrong.text,
              "localhost refused the user or the password. Check both; some providers want an app password. "
              "It said: 535 5.7.8 "
              "bad credentials");
    EXPECT_EQ(submitted({.replies = {{"AUTH", "454 4.7.0 busy"}}}).outcome, Outcome::refused_for_now);
    EXPECT_EQ(submitted({.replies = {{"MAIL", "530 5.7.0 log in first"}}}).outcome, Outcome::unauthorised);
    EXPECT_EQ(submitted({.offers = {"AUTH NTLM GSSAPI"}}).outcome, Outcome::unauthorised);
}

TEST(Mailer, may_be_asked_again_when_the_line_drops_before_the_body_is_out) {
    for (auto verb : {"greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"}) {
        auto result = submitted({.replies = {{verb, ""}}});
        EXPECT_EQ(result.outcome, Outcome::unreachable) << verb << ": " << result.text;
        EXPECT_EQ(result.code, 0);
    }
    MailHost host({.body_limit = 100'000});
    auto mail = to(host);
    for (int i = 0; i < 300'000; ++i)
        mail.message += "another line of a long letter about bread, to fill the line\r\n";
    auto result = inside()->submit(mail);
    EXPECT_EQ(result.outcome, Outcome::unreachable) << result.text;
}

TEST(Mailer, does_not_know_when_the_line_drops_after_the_body_is_out) {
    auto dropped = submitted({.replies = {{".", ""}}});
    EXPECT_EQ(dropped.outcome, Outcome::unknown);
    EXPECT_THAT(dropped.text, testing::HasSubstr("before sending again"));
    for (Script script :
         {Script{.silent_after_dot = true}, Script{.replies = {{".", "250-half of an answer"}}}}) {
        MailHost host(script);
        auto mail = to(host);
        mail.seconds = 1;
        EXPECT_EQ(inside()->submit(mail).outcome, Outcome::unknown);
    }
}

TEST(Mailer, is_not_held_up_by_a_server_that_ignores_the_farewell) {
    MailHost host({.ignores_quit = true});
    auto mail = to(host);
    mail.seconds = 60;
    auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(inside()->submit(mail).outcome, Outcome::accepted);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Mailer, encrypts_by_starttls_and_by_tls_with_a_certificate_it_trusts) {
    Identity authority({.names = "DNS:ca.example"}), server({}, &authority),
        expired({.to_days = -1}, &authority);
    TemporaryFile trusted(authority.pem());
    auto mailer = inside(trusted.path());
    MailHost upgrading({.starttls = &server});
    EXPECT_EQ(mailer->submit(to(upgrading, Security::starttls)).outcome, Outcome::accepted);
    EXPECT_THAT(upgrading.said(), testing::Contains("STARTTLS"));
    MailHost wrapped({.tls = &server});
    EXPECT_EQ(mailer->submit(to(wrapped, Security::tls)).outcome, Outcome::accepted);
    MailHost old({.starttls = &expired});
    auto result = mailer->submit(to(old, Security::starttls));
    EXPECT_EQ(result.outcome, Outcome::unreachable);
    EXPECT_THAT(result.text, testing::StartsWith("The certificate of localhost expired on"));
    EXPECT_EQ(inside()->submit(to(wrapped, Security::tls)).outcome, Outcome::unreachable);
}

TEST(Mailer, never_says_a_password_on_a_line_that_should_be_encrypted) {
    MailHost plain({});
    auto result = inside()->submit(to(plain, Security::starttls));
    EXPECT_EQ(result.outcome, Outcome::unreachable);
    EXPECT_THAT(result.text, testing::HasSubstr("offers no STARTTLS"));
    EXPECT_THAT(plain.said(), testing::Not(testing::Contains(testing::StartsWith("AUTH"))));
}

TEST(Mailer, probes_the_way_and_the_password_without_sending) {
    MailHost host({});
    EXPECT_EQ(inside()->probe(to(host)).outcome, Outcome::accepted);
    EXPECT_THAT(host.said(),
                testing::ElementsAre("EHLO antoinette.example", "AUTH PLAIN", testing::_, "NOOP", "QUIT"));
    MailHost wrong({.replies = {{"AUTH", "535 no"}}});
    EXPECT_EQ(inside()->probe(to(wrong)).outcome, Outcome::unauthorised);
    MailHost open({.offers = {}});
    EXPECT_EQ(inside()->probe(to(open)).outcome, Outcome::unauthorised);
    auto port = MailHost({}).port();
    auto closed = inside()->probe({.host = "127.0.0.1", .port = port, .security = Security::none});
    EXPECT_EQ(closed.outcome, Outcome::unreachable);
    EXPECT_EQ(closed.text, "127.0.0.1 does not answer. Check the host and the port, or try again later.");
}

TEST(Mailer, refuses_addresses_that_would_smuggle_commands_and_hosts_out_of_bounds) {
    MailHost host({});
    for (const auto& wrong : std::vector<std::string>{"a@b\r\nRCPT TO:<x@y>", "a@b> SIZE=1", "a b@c", "",
                                                      std::string(400, 'a')}) {
        auto mail = to(host);
        mail.to = {wrong};
        EXPECT_EQ(inside()->submit(mail).outcome, Outcome::refused) << wrong;
    }
    auto guarded = make_mailer({.guard = {.mail_ports = {host.port()}}});
    for (auto name : {"localhost", "127.0.0.1", "2130706433", "::ffff:127.0.0.1", "::1"}) {
        auto mail = to(host);
        mail.host = name;
        auto result = guarded->submit(mail);
        EXPECT_EQ(result.outcome, Outcome::unreachable) << name;
        EXPECT_EQ(result.text, Guard::refusal(name)) << name;
    }
    for (auto name : {"", "a b", "a/b", "user@localhost", "[::1", "a\r\nb"}) {
        auto mail = to(host);
        mail.host = name;
        EXPECT_THAT(inside()->submit(mail).text, testing::HasSubstr("is no host name")) << name;
    }
    EXPECT_TRUE(host.said().empty());
}
