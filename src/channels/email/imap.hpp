#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "net/client.hpp"

// One logged-in IMAP session: RFC 3501, IDLE (2177), SPECIAL-USE (6154), AUTHENTICATE PLAIN (4616), folder
// names in modified UTF-7. Nothing on the server changes but through mark_seen() and append().
namespace channels::email {

struct ImapAccount {
    std::string host;
    std::uint16_t port = 993;
    enum class Security { tls, starttls, none } security = Security::tls;
    std::string user, password;
    net::HttpOptions trust = {};
};

// Why the server could not be used. The text is a sentence for the channel's owner.
class ImapError : public Error {
public:
    enum class Reason {
        unreachable,  // no line, no name, a bad certificate …
        lost,         // there was a line, and it broke
        credentials,  // user name or password refused
        refused,      // the server said NO to a command
        busy,         // it said: not now
        gone,         // the folder does not exist
        unreadable,   // the answer could not be parsed; the session is unusable now
    };
    ImapError(Reason reason, std::string text, std::string detail = {})
        : Error(Code::unavailable, std::move(text), std::move(detail)), reason_(reason) {}
    Reason reason() const { return reason_; }
    // How long a busy server asked us to wait; 0 when it did not say.
    int seconds() const { return seconds_; }
    ImapError&& after(int seconds) && {
        seconds_ = seconds;
        return std::move(*this);
    }

private:
    Reason reason_;
    int seconds_ = 0;
};

// Blocking, for one thread, except interrupt(). Every function throws ImapError.
class ImapSession {
public:
    static std::unique_ptr<ImapSession> open(const ImapAccount&);
    virtual ~ImapSession() = default;

    struct Folder {
        std::uint32_t validity = 0, next_uid = 0;  // next_uid: 0 when the server does not say
    };
    enum class Access { read, write };
    virtual Folder select(const std::string& folder, Access) = 0;
    virtual Folder status(const std::string& folder) = 0;

    // UIDs of the selected folder, rising.
    virtual std::vector<std::uint32_t> uids_above(std::uint32_t uid) = 0;
    virtual std::vector<std::uint32_t> uids_since(Time day) = 0;
    virtual std::vector<std::uint32_t> uids_with_id(const std::string& message_id) = 0;

    struct Summary {
        std::uint32_t uid = 0;
        std::uint64_t size = 0;
        Time received = {};
    };
    virtual std::vector<Summary> summaries(const std::vector<std::uint32_t>& uids) = 0;
    struct Mail {
        std::uint32_t uid = 0;
        std::string bytes;
    };
    // The first `most` bytes of each mail that is still there; leaves \Seen alone.
    virtual std::vector<Mail> fetch(const std::vector<Summary>& mails, std::uint32_t most) = 0;

    virtual void mark_seen(const std::vector<std::uint32_t>& uids) = 0;
    virtual void append(const std::string& folder, const std::string& bytes, Time sent_at) = 0;
    // The folder for sent mail: the one with the role \Sent, else one with a usual name.
    virtual std::optional<std::string> sent_folder() = 0;

    // Waits until the server has something to say about the selected folder; false after `seconds` or when
    // interrupted. Without IDLE it asks after a while.
    virtual bool wait(int seconds) = 0;
    // From any thread; wakes wait() now and ever after.
    virtual void interrupt() = 0;
};

// Folder names on the wire.
std::string to_modified_utf7(const std::string& name);
std::string from_modified_utf7(const std::string& name);

}  // namespace channels::email
