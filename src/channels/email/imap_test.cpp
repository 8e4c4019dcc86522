#include "channels/email/imap.hpp"

#include <chrono>

#include "net/host_test.hpp"

namespace channels::email {
namespace {
using net::test::Host;
using net::test::Talk;

// A server that tells of a second mail only together with the end of a search that did not find it, and
// then, while the client waits, has nothing more to tell: as Dovecot does.
void tells_early(Talk& talk) {
    talk.say("* OK ready\r\n");
    for (auto line = talk.line(); line.size() > 4; line = talk.line()) {
        auto tag = line.substr(0, line.find(' '));
        auto is = [&](std::string_view verb) { return line.find(verb) != line.npos; };
        std::string data;
        if (is("CAPABILITY")) data = "* CAPABILITY IMAP4rev1 IDLE\r\n";
        if (is("EXAMINE")) data = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\n";
        if (is("UID SEARCH")) data = "* SEARCH 1\r\n* 2 EXISTS\r\n";
        if (is("IDLE")) {
            talk.say("+ go on\r\n");
            talk.line();
        }
        talk.say(data + tag + " OK done\r\n");
    }
}

TEST(Imap, a_mail_that_came_while_the_folder_was_searched_is_not_waited_for) {
    Host server(tells_early);
    auto session = ImapSession::open({.host = "127.0.0.1",
                                      .port = server.port(),
                                      .security = ImapAccount::Security::none,
                                      .user = "ana",
                                      .password = "secret",
                                      .trust = {.guard = {.allowed_ranges = {"127.0.0.0/8"}}}});
    session->select("INBOX", ImapSession::Access::read);
    EXPECT_TRUE(session->uids_above(1).empty());
    auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(session->wait(5));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    session->uids_above(1);
    EXPECT_FALSE(session->wait(1)) << "told once, looked at once";
}
}  // namespace
}  // namespace channels::email
