#include "channels/email/imap.hpp"

#include <chrono>
#include <utility>

#include <gmock/gmock.h>

#include "channels/email/mailbox.hpp"
#include "net/host_test.hpp"

namespace channels::email {
namespace {
using net::test::Host;
using net::test::Talk;

// Answers each command with what `told` says of it, and that it is done.
template <class F>
void play(Talk& talk, F&& told) {
    talk.say("* OK ready\r\n");
    for (auto line = talk.line(); line.size() > 4; line = talk.line()) {
        auto is = [&](std::string_view verb) { return line.find(verb) != line.npos; };
        std::string data = told(is);
        talk.say(data + line.substr(0, line.find(' ')) + " OK done\r\n");
    }
}

// A server that tells of a second mail only together with the end of a search that did not find it, and
// then, while the client waits, has nothing more to tell: as Dovecot does.
void tells_early(Talk& talk) {
    play(talk, [&](auto&& is) -> std::string {
        if (is("CAPABILITY")) return "* CAPABILITY IMAP4rev1 IDLE\r\n";
        if (is("EXAMINE")) return "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\n";
        if (is("UID SEARCH")) return "* SEARCH 1\r\n* 2 EXISTS\r\n";
        if (is("IDLE")) {
            talk.say("+ go on\r\n");
            talk.line();
        }
        return "";
    });
}

ImapAccount account_at(std::uint16_t port) {
    return {.host = "127.0.0.1",
            .port = port,
            .security = ImapAccount::Security::none,
            .user = "ana",
            .password = "secret",
            .trust = {.guard = {.allowed_ranges = {"127.0.0.0/8"}}}};
}

TEST(Imap, a_mail_that_came_while_the_folder_was_searched_is_not_waited_for) {
    Host server(tells_early);
    auto session = ImapSession::open(account_at(server.port()));
    session->select("INBOX", ImapSession::Access::read);
    EXPECT_TRUE(session->uids_above(1).empty());
    auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(session->wait(5));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(2));
    session->uids_above(1);
    EXPECT_FALSE(session->wait(1)) << "told once, looked at once";
}

// An empty mailbox, into which the first mail comes right after it was searched for what it holds.
class FirstMail {
public:
    void operator()(Talk& talk) {
        play(talk, [&](auto&& is) -> std::string {
            if (is("CAPABILITY")) return "* CAPABILITY IMAP4rev1\r\n";
            if (is("EXAMINE")) return "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" + next_uid;
            if (is("UID SEARCH")) return std::exchange(searched_, true) ? "* SEARCH 1\r\n" : "* SEARCH\r\n";
            if (is("UID FETCH 1")) return is("BODY.PEEK") ? body() : summary;
            return "";
        });
    }
    std::string next_uid = "* OK [UIDNEXT 1] ok\r\n";

private:
    static constexpr const char* summary =
        "* 1 FETCH (UID 1 RFC822.SIZE 60 INTERNALDATE \"27-Nov-2026 08:00:00 +0000\")\r\n";
    static std::string body() {
        std::string mail =
            "From: ana@customer.example\r\nMessage-ID: <first@customer.example>\r\n\r\nBread?\r\n";
        return "* 1 FETCH (UID 1 BODY[]<0> {" + std::to_string(mail.size()) + "}\r\n" + mail + ")\r\n";
    }
    bool searched_ = false;
};

TEST(Imap, the_first_mail_of_an_empty_mailbox_is_read_however_early_it_comes) {
    for (const auto* next_uid : {"* OK [UIDNEXT 1] ok\r\n", ""}) {
        FirstMail script;
        script.next_uid = next_uid;
        Host server([&](Talk& talk) { script(talk); });
        Settings settings;
        settings.imap = account_at(server.port());
        settings.sent_folder = settings.folder;  // there is no other
        SystemClock clock;
        MailboxReader reader(settings, clock);
        std::vector<std::string> read;
        Cursor cursor;
        for (int i = 0; i < 3 && read.empty(); ++i) {
            auto batch = reader.next(cursor);
            cursor = batch.next;
            for (const auto& item : batch.items) read.push_back(item.remote_id);
        }
        EXPECT_THAT(read, testing::ElementsAre("first@customer.example")) << next_uid;
    }
}
}  // namespace
}  // namespace channels::email
