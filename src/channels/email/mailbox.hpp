#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "channels/connector.hpp"
#include "channels/email/imap.hpp"
#include "channels/email/settings.hpp"

namespace channels::email {

// How far one folder has been read. validity 0: not begun.
struct Position {
    std::uint32_t validity = 0, uid = 0;
    bool operator==(const Position&) const = default;
};

// The cursor of a mail channel: {"inbox":{"validity","uid"},"sent":{…}}. Anything else begins anew.
struct Positions {
    Position inbox, sent;
    static Positions parse(const Cursor&);
    Cursor cursor() const;
};

// Follows the inbox and the folder for sent mail of one account. For one thread, except stop().
class MailboxReader {
public:
    // Both live longer than the reader.
    MailboxReader(const Settings& settings, const Clock& clock) : settings_(settings), clock_(clock) {}

    // New mail; empty when none came within two minutes, and after stop(). Throws ImapError. A line that went
    // stale is opened anew once.
    Batch next(const Cursor& since);
    // The newest `count` mails of the inbox, newest first.
    std::vector<model::Inbound> newest(std::size_t count);
    void stop();

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Followed {
        Place place;
        std::string folder = {};  // empty: there is none
        Position position = {};
        std::vector<std::uint32_t> waiting = {};  // UIDs known but not fetched
    };

    Batch read(const Cursor& since);
    bool look(Batch&);
    void open();
    void close();
    void resume(const Positions&);
    void select(Followed&);
    void begin(Followed&, const ImapSession::Folder&);
    std::uint32_t newest_uid(const ImapSession::Folder&);
    bool advance(Followed&, Batch&);
    bool advance_sent(Batch&);
    std::vector<ImapSession::Summary> choose(Followed&);
    std::vector<ImapSession::Mail> fetch(Followed&, const std::vector<ImapSession::Summary>&, Batch&);
    std::vector<ImapSession::Mail> fetch_each(Followed&, const std::vector<ImapSession::Summary>&, Batch&);
    void decode(const Followed&, const ImapSession::Summary&, const std::string& bytes, Batch&) const;

    const Settings& settings_;
    const Clock& clock_;
    std::mutex mutex_;  // guards session_ against stop()
    std::shared_ptr<ImapSession> session_;
    std::atomic<bool> stopped_ = false;
    Followed inbox_{.place = Place::inbox}, sent_{.place = Place::sent};
    std::string selected_;
    Moment sent_checked_;
};

}  // namespace channels::email
