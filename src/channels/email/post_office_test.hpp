#pragma once
// A scripted IMAP and submission server for tests: one inbox that never forgets, and moods. What real servers
// do is tried in live_*_test.cpp; this one can also do what they will not.
#include <mutex>
#include <string>
#include <vector>

#include "net/host_test.hpp"

namespace channels::email::test {

class PostOffice {
public:
    enum class Mood { well, wrong_password, no_folder, busy, hangs_up, garbage, unreadable_mail };

    void deliver(std::string mail) {
        std::lock_guard lock(mutex_);
        mails_.push_back(std::move(mail));
    }
    void behave(Mood mood) {
        std::lock_guard lock(mutex_);
        mood_ = mood;
    }
    std::uint16_t imap_port() const { return imap_.port(); }
    std::uint16_t smtp_port() const { return smtp_.port(); }
    std::string busy_words = "[UNAVAILABLE] Try again in 120 seconds";
    // The mail whose FETCH cannot be parsed in the mood unreadable_mail.
    std::size_t unreadable = 2;

private:
    using Talk = net::test::Talk;

    void imap(Talk& talk) {
        if (mood() == Mood::hangs_up) return;
        if (mood() == Mood::garbage) {
            talk.say(std::string("\x00\xFF((((\r\n{99999999999}\r\n", 22));
            return;
        }
        talk.say("* OK ready\r\n");
        for (;;) {
            auto line = talk.line();
            if (line.size() < 4 || mood() == Mood::hangs_up) return;
            line.resize(line.size() - 2);
            auto space = line.find(' ');
            if (!command(talk, line.substr(0, space), line.substr(space + 1))) return;
        }
    }

    bool command(Talk& talk, const std::string& tag, const std::string& words) {
        // In one piece: the second of two small ones would wait for an acknowledgement.
        auto say = [&](const std::string& data, const std::string& answer = "OK done") {
            return talk.say(data + tag + " " + answer + "\r\n");
        };
        auto done = [&](const std::string& answer = "OK done") { return say("", answer); };
        auto is = [&](std::string_view verb) { return words.starts_with(verb); };
        if (is("CAPABILITY")) return say("* CAPABILITY IMAP4rev1 IDLE\r\n");
        if (is("LOGIN")) {
            if (mood() == Mood::wrong_password) return done("NO [AUTHENTICATIONFAILED] no");
            return mood() == Mood::busy ? done("NO " + busy_words) : done();
        }
        if (is("LIST")) return say("* LIST () \"/\" INBOX\r\n");
        if (is("EXAMINE") || is("SELECT")) {
            if (mood() == Mood::no_folder) return done("NO [NONEXISTENT] no");
            return say(selected(), "OK [READ-ONLY] done");
        }
        if (is("UID SEARCH")) return say(found(words));
        if (is("UID FETCH")) return say(fetched(words));
        if (is("IDLE")) return talk.say("+ go on\r\n* OK still here\r\n") && !talk.line().empty() && done();
        if (is("LOGOUT")) talk.say("* BYE\r\n" + tag + " OK bye\r\n");
        return !is("LOGOUT") && done("BAD what?");
    }

    std::string selected() {
        std::lock_guard lock(mutex_);
        auto count = std::to_string(mails_.size());
        return "* " + count +
               " EXISTS\r\n* 0 RECENT\r\n* FLAGS ()\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT " +
               std::to_string(mails_.size() + 1) + "] ok\r\n";
    }
    std::string found(const std::string& words) {
        std::lock_guard lock(mutex_);
        auto uid = words.find("UID ", 5);
        auto from = uid == words.npos ? 1u : std::stoul(words.substr(uid + 4));
        std::string out = "* SEARCH";
        for (auto each = from; each <= mails_.size(); ++each) out += " " + std::to_string(each);
        return out + "\r\n";
    }
    std::string fetched(const std::string& words) {
        std::lock_guard lock(mutex_);
        std::string out;
        bool bodies = words.find("BODY.PEEK") != words.npos;
        for (auto uid : uids(words.substr(10, words.find(' ', 10) - 10))) out += one(uid, bodies);
        return out;
    }
    std::string one(std::size_t uid, bool body) {
        if (uid == 0 || uid > mails_.size()) return {};
        auto number = std::to_string(uid);
        const auto& mail = mails_[uid - 1];
        auto size = std::to_string(mail.size());
        if (!body)
            return "* " + number + " FETCH (UID " + number + " RFC822.SIZE " + size +
                   " INTERNALDATE \"14-Oct-2026 06:00:00 +0000\")\r\n";
        if (mood_ == Mood::unreadable_mail && uid == unreadable)
            return "* " + number + " FETCH (BODY[]<0> {oops}\r\n)\r\n";
        return "* " + number + " FETCH (UID " + number + " BODY[]<0> {" + size + "}\r\n" + mail + ")\r\n";
    }
    static std::vector<std::size_t> uids(const std::string& set) {
        std::vector<std::size_t> out;
        for (std::size_t at = 0; at < set.size();) {
            std::size_t used = 0;
            auto first = std::stoul(set.substr(at), &used), last = first;
            at += used;
            if (at < set.size() && set[at] == ':') {
                last = std::stoul(set.substr(at + 1), &used);
                at += used + 1;
            }
            for (; first <= last; ++first) out.push_back(first);
            ++at;
        }
        return out;
    }

    void smtp(Talk& talk) {
        if (mood() == Mood::hangs_up) return;
        talk.say("220 ready\r\n");
        for (auto line = talk.line(); !line.empty(); line = talk.line()) {
            if (line.starts_with("QUIT"))
                talk.say("221 bye\r\n");
            else if (line.starts_with("EHLO"))
                talk.say("250-here\r\n250 AUTH PLAIN\r\n");
            else if (line == "AUTH PLAIN\r\n")
                talk.say("334 \r\n");
            else if (line.starts_with("AUTH") || line.find(' ') == line.npos)
                talk.say("235 welcome\r\n");
            else
                talk.say("250 ok\r\n");
        }
    }

    Mood mood() {
        std::lock_guard lock(mutex_);
        return mood_;
    }

    std::mutex mutex_;
    Mood mood_ = Mood::well;
    std::vector<std::string> mails_;
    net::test::Host imap_{[this](Talk& talk) { imap(talk); }};
    net::test::Host smtp_{[this](Talk& talk) { smtp(talk); }};
};

}  // namespace channels::email::test
