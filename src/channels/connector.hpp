#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "channels/visits.hpp"
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

// How a network counts the length of a text.
enum class Counting { none, graphemes, weighted };
struct Limits {
    std::size_t characters = 0;  // 0: no limit worth showing
    Counting counting = Counting::none;
    std::size_t attachments = 20;
    std::uint64_t attachment_bytes = 25u << 20;
    std::size_t link_characters = 0;      // what every link counts, whatever its length; 0: as it is
    bool mentions_count_by_name = false;  // "@ana@town.example" counts as "@ana"
    bool names_count = false;             // whom a message is for is named in its text, and counts
    std::size_t poll_options = 0;         // 0: no polls
    std::size_t poll_characters = 0;      // of one option
};

// What a connector learnt about its place: shown in Settings, and its limits hold instead of the network's.
struct Health {
    std::int64_t remaining = -1, limit = -1;  // requests left in this window; -1: not told
    Time resets_at = {};
    std::int64_t lag_ms = -1;    // between a message's time and our reading it, lately
    bool streaming = false;      // told at once rather than asking
    std::string account = {};    // who we are there: "@hello@town.example"
    std::int64_t audience = -1;  // how many follow us
    std::optional<Limits> limits = {};
    bool operator==(const Health&) const;
};
json::object to_json(const Health&);
json::object to_json(const Limits&);
Health health(const json::value&);  // what cannot be read is as if it had not been told

struct Batch {
    std::vector<model::Inbound> items = {};  // bounded by the connector: at most ~200, at most ~32 MiB
    std::vector<model::Poison> poison = {};
    std::vector<std::string> deleted = {};  // remote ids that are gone upstream
    Cursor next;                            // saved in the same transaction as the items
    // What the channel's owner should know although it works: "moved to https://…".
    std::string notice = {};
    // Newer words of messages that may be here; one that is not here is not stored.
    std::vector<model::Inbound> edits = {};
    std::vector<model::Reaction> reactions = {};
    std::optional<Health> health = {};  // unset: nothing new to say
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
struct Sighting {
    enum What { found, absent, cannot_tell } what;
    std::string remote_id = {}, url = {};  // of what was found, when that tells
    Sighting(What seen, std::string id = {}, std::string address = {})
        : what(seen), remote_id(std::move(id)), url(std::move(address)) {}
    bool operator==(What other) const { return what == other; }
};

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
    // Does what a member did besides writing; one of Network::can. Throws ChannelError as send() does.
    virtual Receipt act(const model::Deed&);
    // What somebody said before we listened, newest first: asked for by a member, stored as heard.
    virtual std::vector<model::Inbound> history(const model::Handle& of, std::size_t count);
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
    bool by_login = false;  // filled in by the login at the network (Network::authorise)
};

struct Abilities {
    bool receive = true, reply = false, start = false, subject = false, html = false, attach = false,
         direct_message = false, repost = false, like = false, edit = false, erase = false, follow = false,
         history = false;
    bool warning = false;  // the subject is a warning that hides the text until it is wanted
    bool poll = false;
    bool thread = false;  // what is too long for one goes out as several, each answering the one before
};

// Who may see a message. A network lists them from the widest to the narrowest.
struct Audience {
    std::string_view id, label;
    model::Visibility visibility;
    std::string_view help;  // one sentence: who sees it, and where
};

// Everything a connector needs from outside, seams included. Lives longer than the connector.
struct Surroundings {
    const Clock& clock;
    Random& random;
    net::Http& http;
    net::Mailer& mailer;
    net::HttpOptions trust;  // guard and extra CA for lines of the connector's own
};

using Secrets = std::map<std::string, std::string>;

struct ChannelConfig {
    Id id;
    std::string name;
    std::map<std::string, std::string> options;  // secrets included, already decrypted
    std::string signing_key;                     // the workspace's; for tagging our own references
    // For secrets that renew themselves. Calls `change` with the newest stored ones, one caller at a time
    // for a channel, and keeps what it returns, durably, before returning it. Whoever came first has renewed
    // them already: then `change` gives back what it got. Null while a channel is only being tried.
    std::function<Secrets(const std::function<Secrets(const Secrets&)>& change)> renew = {};

    const std::string& option(const std::string& key) const;  // "" when missing
};

// Connecting by login at the network itself (OAuth). The options and secrets that a login fills in need not
// be typed; both functions throw ChannelError, about the option if one is to blame.
struct Authorise {
    struct Begun {
        std::string address;  // where the member is sent
        json::object kept;    // what finish() needs; sealed meanwhile
    };
    Begun (*begin)(const ChannelConfig&, const std::string& callback, const std::string& state,
                   const Surroundings&);
    // `query`: what the provider sent back. Returns options of the connect form, secrets included.
    std::map<std::string, std::string> (*finish)(const json::object& kept,
                                                 const std::map<std::string, std::string>& query,
                                                 const Surroundings&);
    struct Scope {
        std::string_view id, why;
    };
    std::span<const Scope> scopes;  // shown before the member leaves
    // Where a network learns who we are from a document of ours: what stands at clients/NETWORK beside the
    // callback, for everybody. Null where we register ourselves.
    json::object (*client)(const std::string& callback) = nullptr;
};

// What came with one call of a system that calls us, proven to come from who holds the channel's secret.
struct Pushed {
    std::string id;            // the sender's own number of it, the same when it is repeated
    Batch batch = {};          // without a cursor; what attachments name is not fetched
    std::size_t messages = 0;  // how many it brought, with those that could not be understood
    // Why something of it could not be understood, and where: for the sender. It is in the batch, as poison.
    std::string why = {}, field = {};
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
    // Networks whose systems call us, at an address and with a secret of the channel's own
    // (net::webhook::Keys). Throws Error when the call does not come from who holds it.
    Pushed (*take_push)(const net::Request&, const ChannelConfig&, const Surroundings&) = nullptr;
    // The option without which a channel cannot send, where there is one, and the sentence that says so.
    struct Needs {
        std::string_view option = {}, why = {};
    } sends_by = {};
    // Decodes the raw bytes of one quarantined message anew; null where a message has no bytes of its own.
    std::variant<model::Inbound, model::Poison> (*decode_raw)(std::string_view raw,
                                                              const ChannelConfig&) = nullptr;
    // The canonical spelling of a handle typed by a person, or an error sentence in Error{bad_request}.
    std::string (*canonical)(std::string_view handle) = nullptr;
    std::span<const Audience> audiences = {};
    const Authorise* authorise = nullptr;
    const Visits* visits = nullptr;  // networks whose people come to a window of ours
    // How long what a member sends can be taken back; nobody sees it before.
    std::int64_t undo_ms = 10 * second_ms;
    const Audience* audience(std::string_view wanted) const;  // nullptr when there is none
};

// In the order in which the wizard shows them.
std::span<const Network* const> networks();
const Network* network(std::string_view id);  // nullptr when there is none

}  // namespace channels
