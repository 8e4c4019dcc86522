#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "model/message.hpp"
#include "net/client.hpp"
#include "net/http.hpp"

// The door between the house and the networks. This library never sees the store.
namespace channels {

// Where a channel has got to, in the connector's own words (JSON text); opaque to everyone else.
struct Cursor {
    std::string text;
    bool operator==(const Cursor&) const = default;
};

struct Batch {
    std::vector<model::Inbound> items = {};  // bounded by the connector: at most ~200, at most ~32 MiB
    std::vector<model::Poison> poison = {};
    std::vector<std::string> deleted = {};  // remote ids that are gone upstream
    Cursor next;                            // saved in the same transaction as the items
    // What the channel's owner should know although it works: "moved to https://…".
    std::string notice = {};
};

// All that generic code needs to know of a failure.
enum class Fault { retry_later, reauthorise, rejected, gone };

// What next() and send() throw: the fault, a sentence for the channel's owner with the remedy, and
// when to try again (0: the caller's own backoff).
class ChannelError : public Error {
public:
    ChannelError(Fault fault, const std::string& text, Time retry_at = {}, std::string detail = {})
        : Error(Code::unavailable, text, std::move(detail)), fault_(fault), retry_at_(retry_at) {}
    // The same error, pointing at the option of the connect form that it is about.
    ChannelError&& about(std::string_view option) && {
        static_cast<Error&&>(*this).at(std::string(option));
        return std::move(*this);
    }
    Fault fault() const { return fault_; }
    Time retry_at() const { return retry_at_; }

private:
    Fault fault_;
    Time retry_at_;
};

struct Receipt {
    enum class State { sent, unknown } state = State::sent;
    std::string remote_id;  // the id under which the message will come back, if the network gave one
    std::string url = {};
    std::string text = {};  // for `unknown`: what happened, in a sentence
};

// What looking at the other side said about a send whose end we did not see.
enum class Sighting { found, absent, cannot_tell };

// One open channel. Plain blocking code for one thread; only stop() may come from another.
class Connector {
public:
    virtual ~Connector() = default;
    // A poll sleeps, a stream waits: the caller cannot tell. Returns at the latest after some minutes,
    // with an empty batch if nothing happened; promptly after stop(). Throws ChannelError.
    virtual Batch next(const Cursor& since) = 0;
    // Throws ChannelError when surely nothing was sent. `unknown` when it may have been.
    virtual Receipt send(const model::Outgoing&) = 0;
    // Settles an `unknown`: is the message with this key on the other side?
    virtual Sighting look_for(const model::Outgoing&) { return Sighting::cannot_tell; }
    // For the connect wizard: proves that reading and sending would work and returns the newest
    // `count` messages. Changes nothing on the other side. Throws ChannelError.
    virtual std::vector<model::Inbound> probe(std::size_t count) = 0;
    virtual void stop() = 0;
};

// One field of the connect form; the docs and the API come from it too.
struct Option {
    std::string_view key, label, help;
    // url and host: somewhere that the server connects to (through the guard)
    enum class Type { text, secret, number, choice, flag, url, address, host } type = Type::text;
    bool required = false;
    std::string_view fallback = "";
    std::vector<std::string_view> choices = {};
    std::string_view placeholder = "";
};

// How a network counts the length of a text.
enum class Counting { none, graphemes, weighted };
struct Limits {
    std::size_t characters = 0;  // 0: no limit worth showing
    Counting counting = Counting::none;
    std::size_t attachments = 20;
    std::uint64_t attachment_bytes = 25u << 20;
};

struct Abilities {
    bool receive = true, reply = false, start = false, subject = false, html = false, attach = false,
         direct_message = false, repost = false, like = false, edit = false, erase = false;
};

// Everything a connector needs from outside, seams included. Lives longer than the connector.
struct Surroundings {
    const Clock& clock;
    Random& random;
    net::Http& http;
    net::Mailer& mailer;
    net::HttpOptions trust;  // guard and extra CA for lines of the connector's own
};

struct ChannelConfig {
    Id id;
    std::string name;
    std::map<std::string, std::string> options;  // secrets included, already decrypted
    std::string signing_key;                     // the workspace's; for tagging our own references

    const std::string& option(const std::string& key) const;  // "" when missing
};

// Static data about a kind of channel.
struct Network {
    std::string_view id, label;
    std::string_view help;  // Markdown: how to connect it, for the wizard and the docs
    Limits limits;
    Abilities can;
    model::Visibility visibility;
    std::span<const Option> options;
    // Null for kinds that only members write into.
    std::unique_ptr<Connector> (*open)(const ChannelConfig&, const Surroundings&) = nullptr;
    std::vector<model::Inbound> (*decode_push)(const net::Request&) = nullptr;  // networks that call us
    // Decodes the raw bytes of one quarantined message anew; null where a message has no bytes of its own.
    std::variant<model::Inbound, model::Poison> (*decode_raw)(std::string_view raw,
                                                              const ChannelConfig&) = nullptr;
    // The canonical spelling of a handle typed by a person, or an error sentence in Error{bad_request}.
    std::string (*canonical)(std::string_view handle) = nullptr;
};

// In the order in which the wizard shows them.
std::span<const Network* const> networks();
const Network* network(std::string_view id);  // nullptr when there is none

}  // namespace channels
